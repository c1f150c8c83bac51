import { describe, expect, it } from 'vitest';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const robot = { name: 'Robot', role: 'editor', actor: { name: 'Robot', kind: 'service' } };
const dayMs = 24 * 60 * 60_000;

async function open({ keyLifetimeDays }: { keyLifetimeDays?: number } = {}) {
  const house = await openHouse({ seed: 'none', ...(keyLifetimeDays !== undefined && { keyLifetimeDays }) });
  const admin = await deskOf(house, 'admin');
  function of({ secret }: { secret: string }): Desk {
    return deskWith(house, { authorization: `Bearer ${secret}` });
  }
  async function issue(fields: object = {}) {
    return (await admin.send('POST', '/keys', { body: { ...robot, ...fields } })).json();
  }
  async function renew(desk: Desk, body: object = {}) {
    return desk.send('POST', '/me/renew', { body });
  }
  async function stateOf(id: string) {
    return (await admin.send('GET', `/keys/${id}`)).json();
  }
  return { house, admin, of, issue, renew, stateOf };
}

describe('a key without expiresAt', () => {
  it('works for a year, or as long as the setting says', async () => {
    const { issue } = await open();
    expect((await issue()).expiresAt).toBe('2027-11-23T12:00:00.000Z');
    const { issue: issueShort } = await open({ keyLifetimeDays: 7 });
    expect((await issueShort()).expiresAt).toBe('2026-11-30T12:00:00.000Z');
  });

  it('has no end with 0, with null, and where it was made by command', async () => {
    const { house, admin, issue } = await open();
    expect((await issue({ expiresAt: null })).expiresAt).toBeUndefined();
    const { key } = (await house.client.get('/v1/desk/me', { headers: admin.key })).json();
    expect(key.expiresAt).toBeUndefined();
    const { issue: issueForever } = await open({ keyLifetimeDays: 0 });
    expect((await issueForever()).expiresAt).toBeUndefined();
  });

  it('is listed from thirty days before it expires, until then, and while nobody has used it', async () => {
    const { house, admin, of, issue } = await open();
    const { id, secret } = await issue({ expiresAt: '2026-12-24T12:00:00Z' });
    async function listed(query: string): Promise<string[]> {
      const { data } = (await admin.send('GET', `/keys?${query}`)).json();
      return data.map((key: { id: string }) => key.id);
    }
    expect(await listed('expiresSoon=true')).toEqual([]);
    expect(await listed('neverUsed=true')).toContain(id);
    await of({ secret }).send('GET', '/me');
    await house.play(async () => undefined); // The note waits in the writers' line before this.
    expect(await listed('neverUsed=true')).not.toContain(id);
    house.clock.advance(dayMs);
    expect(await listed('expiresSoon=true')).toEqual([id]);
    expect((await admin.send('GET', `/keys/${id}`)).json().expiresSoon).toBe(true);
    house.clock.advance(30 * dayMs);
    expect(await listed('expiresSoon=true')).toEqual([]);
    expect((await admin.send('GET', `/keys/${id}`)).json().expiresSoon).toBe(false);
  });
});

describe('POST /v1/desk/me/renew', () => {
  it('gives a key like it, and ends the old one after the overlap', async () => {
    const { house, of, issue, renew, stateOf } = await open();
    const old = await issue({ scopes: ['events:read'], role: 'editor' });
    house.clock.advance(300 * dayMs);
    const answer = await renew(of(old), { overlapHours: 2 });
    expect(answer.statusCode).toBe(201);
    const fresh = answer.json();
    expect(fresh).toMatchObject({
      ...{ name: 'Robot', role: 'editor', scopes: ['desk:enter', 'events:read'], actor: old.actor },
      expiresAt: '2028-09-18T12:00:00.000Z',
      renewable: true,
      replaces: { id: old.id, expiresAt: '2027-09-19T14:00:00.000Z' },
    });
    expect(await stateOf(old.id)).toMatchObject({
      renewedBy: fresh.id,
      expiresAt: '2027-09-19T14:00:00.000Z',
    });
    house.clock.advance(2 * 60 * 60_000 - 1);
    expect((await of(old).send('GET', '/me')).statusCode).toBe(200);
    house.clock.advance(1);
    expect((await of(old).send('GET', '/me')).statusCode).toBe(401);
    expect((await of(fresh).send('GET', '/me')).statusCode).toBe(200);
  });

  it('keeps the sections, records it, and lets the old key end no later than before', async () => {
    const { house, admin, of, issue, renew, stateOf } = await open();
    await admin.send('POST', '/sections', { body: { name: 'Sport' } });
    const old = await issue({ sections: ['sport'], expiresAt: '2026-11-23T18:00:00Z', renewable: true });
    const fresh = (await renew(of(old))).json();
    expect(fresh.sections).toMatchObject([{ slug: 'sport' }]);
    expect(fresh.expiresAt).toBe('2026-11-23T18:00:00.000Z');
    expect((await stateOf(old.id)).expiresAt).toBe('2026-11-23T18:00:00.000Z');
    const { data } = (
      await house.client.get(`/v1/desk/events?subject=${old.id}`, { headers: admin.key })
    ).json();
    expect(data[0]).toMatchObject({ action: 'key.renewed', data: { renewedBy: fresh.id } });
  });

  it('is done again while the new key was not used, for an answer that was lost', async () => {
    const { house, of, issue, renew, stateOf } = await open();
    const old = await issue();
    const lost = (await renew(of(old))).json();
    house.clock.advance(60 * 60_000);
    const found = (await renew(of(old))).json();
    expect(found.expiresAt).toBe(lost.expiresAt);
    expect((await stateOf(lost.id)).state).toBe('revoked');
    expect((await stateOf(old.id)).expiresAt).toBe('2026-11-24T12:00:00.000Z');
    await of(found).send('GET', '/me');
    await house.play(async () => undefined);
    expect((await renew(of(old))).statusCode).toBe(409);
    expect((await renew(of(found))).statusCode).toBe(201);
  });

  it('is refused where somebody set an end, unless that key may renew itself', async () => {
    const { admin, of, issue, renew } = await open();
    const guest = await issue({ expiresAt: '2026-12-01T00:00:00Z' });
    expect(guest.renewable).toBe(false);
    expect((await renew(of(guest))).statusCode).toBe(409);
    await admin.send('PATCH', `/keys/${guest.id}`, { etag: guest.etag, body: { renewable: true } });
    expect((await renew(of(guest))).statusCode).toBe(201);
    const fixed = await issue({ renewable: false });
    expect((await renew(of(fixed))).statusCode).toBe(409);
  });

  it('gives no second secret for a repeated request, and does nothing in a dry run', async () => {
    const { of, issue, stateOf } = await open();
    const old = await issue();
    const dry = await of(old).send('POST', '/me/renew?dryRun=true', { body: {} });
    expect(dry.json().secret).toBeUndefined();
    expect((await stateOf(old.id)).renewedBy).toBeUndefined();
    const headers = { 'idempotency-key': 'renew-1' };
    const first = (await of(old).send('POST', '/me/renew', { headers, body: {} })).json();
    const again = (await of(old).send('POST', '/me/renew', { headers, body: {} })).json();
    expect(again).toEqual({ ...first, secret: undefined });
  });

  it('ends with the key that was renewed, and all that came of it, when that is revoked', async () => {
    const { house, admin, of, issue, renew, stateOf } = await open();
    const old = await issue();
    const second = (await renew(of(old))).json();
    const third = (await renew(of(second))).json();
    const dry = await admin.send('POST', `/keys/${old.id}/revoke?dryRun=true`, { body: {} });
    expect(dry.json().alsoRevoked).toEqual([second.id, third.id]);
    const lookUps: number[] = [];
    for (const id of [third.id, old.id]) {
      house.queries.length = 0;
      await admin.send('POST', `/keys/${id}/revoke?dryRun=true`, { body: {} });
      lookUps.push(house.queries.filter((sql) => /^select .*"api_keys"/i.test(sql)).length);
    }
    expect(lookUps[0]).toBeGreaterThan(0);
    expect(lookUps[1]).toBe(lookUps[0]);
    expect((await of(third).send('GET', '/me')).statusCode).toBe(200);
    await admin.send('POST', `/keys/${old.id}/revoke`, { body: { reason: 'It was stolen.' } });
    for (const key of [old, second, third]) expect((await of(key).send('GET', '/me')).statusCode).toBe(401);
    const { data } = (
      await house.client.get(`/v1/desk/events?subject=${third.id}`, { headers: admin.key })
    ).json();
    expect(data[0]).toMatchObject({
      action: 'key.revoked',
      reason: 'It was stolen.',
      data: { renewedFrom: old.id },
    });
    expect((await stateOf(third.id)).state).toBe('revoked');
  });

  it('goes on where the key that was renewed is revoked without it', async () => {
    const { admin, of, issue, renew } = await open();
    const old = await issue();
    const fresh = (await renew(of(old))).json();
    await admin.send('POST', `/keys/${old.id}/revoke`, { body: { keepRenewed: true } });
    expect((await of(old).send('GET', '/me')).statusCode).toBe(401);
    expect((await of(fresh).send('GET', '/me')).statusCode).toBe(200);
  });

  it('does not outlive a revocation at the same moment, nor its actor', async () => {
    const { admin, of, issue, renew } = await open();
    const old = await issue();
    const [, racing] = await Promise.all([
      admin.send('POST', `/keys/${old.id}/revoke`, { body: {} }),
      renew(of(old)),
    ]);
    const { secret } = racing.json();
    if (secret !== undefined) expect((await of({ secret }).send('GET', '/me')).statusCode).toBe(401);
    const other = await issue();
    const fresh = (await renew(of(other))).json();
    await admin.send('POST', `/actors/${other.actor.id}/disable`, { body: {} });
    for (const key of [other, fresh]) expect((await of(key).send('GET', '/me')).statusCode).toBe(401);
  });

  it('leaves a key that can issue others when it and what it was renewed into are revoked', async () => {
    const { admin, of, renew } = await open();
    const me = (await admin.send('GET', '/me')).json().key.id as string;
    for (const { id } of (await admin.send('GET', '/keys?limit=100')).json().data)
      if (id !== me) await admin.send('POST', `/keys/${id}/revoke`, { body: {} });
    const fresh = (await renew(admin)).json();
    const path = `/keys/${me}/revoke`;
    expect((await of(fresh).send('POST', path, { body: {} })).statusCode).toBe(409);
    expect((await of(fresh).send('POST', path, { body: { keepRenewed: true } })).statusCode).toBe(200);
  });

  it('refuses an overlap that is too long', async () => {
    const { of, issue, renew } = await open();
    expect((await renew(of(await issue()), { overlapHours: 721 })).statusCode).toBe(400);
  });
});
