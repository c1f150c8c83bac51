import { describe, expect, it } from 'vitest';
import { importer, system } from '../../../src/access/system.ts';
import { deskOf, deskWith } from '../../support/desk.ts';
import { eventsOn } from '../../support/at-desk.ts';
import { openHouse } from '../../support/house.ts';

async function open() {
  const house = await openHouse({ seed: 'none' });
  const admin = await deskOf(house, 'admin');
  async function hire(fields: object = {}) {
    const body = { name: 'Phone', role: 'editor', actor: { name: 'Jane Doe', kind: 'person' }, ...fields };
    const { actor, secret, id } = (await admin.send('POST', '/keys', { body })).json();
    return {
      actor: actor.id as string,
      keyId: id as string,
      ...deskWith(house, { authorization: `Bearer ${secret}` }),
    };
  }
  const jane = await hire();
  return { house, admin, hire, jane };
}

/** What the history says was done to somebody. */
async function told(
  house: Parameters<typeof eventsOn>[0],
  admin: { key: Record<string, string> },
  id: string,
) {
  const answer = await house.client.get(`/v1/desk/events?subject=${id}`, { headers: admin.key });
  return answer.json().data;
}

describe('GET /v1/desk/actors', () => {
  it('lists people and services, with how many of their keys work', async () => {
    const { admin, hire, jane } = await open();
    const other = await hire({ actor: jane.actor });
    await admin.send('POST', `/keys/${other.keyId}/revoke`, { body: {} });
    await hire({ actor: { name: 'Robot', kind: 'service' } });
    const all = (await admin.send('GET', '/actors')).json().data;
    expect(all).toContainEqual({
      id: jane.actor,
      name: 'Jane Doe',
      kind: 'person',
      state: 'active',
      createdAt: '2026-11-23T12:00:00.000Z',
      activeKeys: 1,
      etag: '"r1"',
    });
    const services = (await admin.send('GET', '/actors?kind=service')).json().data;
    expect(services.map(({ name }: { name: string }) => name)).toContain('Robot');
    expect(services.map(({ name }: { name: string }) => name)).not.toContain('Jane Doe');
    await admin.send('POST', `/actors/${jane.actor}/disable`, { body: {} });
    const disabled = (await admin.send('GET', '/actors?state=disabled')).json().data;
    expect(disabled).toMatchObject([{ name: 'Jane Doe', activeKeys: 0 }]);
  });

  it('leads to the keys of one', async () => {
    const { admin, jane } = await open();
    const { data } = (await admin.send('GET', `/keys?actor=${jane.actor}`)).json();
    expect(data).toMatchObject([{ id: jane.keyId }]);
  });
});

describe('PATCH /v1/desk/actors/{actor}', () => {
  it('renames somebody, also in what they did, and tells the former name', async () => {
    const { house, admin, jane } = await open();
    const story = await jane.create();
    const { etag } = (await admin.send('GET', `/actors/${jane.actor}`)).json();
    const answer = await admin.send('PATCH', `/actors/${jane.actor}`, { etag, body: { name: 'Jane Roe' } });
    expect(answer.json()).toMatchObject({ name: 'Jane Roe', etag: '"r2"' });
    expect((await admin.read(story.id)).createdBy.name).toBe('Jane Roe');
    expect((await told(house, admin, jane.actor))[0]).toMatchObject({
      action: 'actor.changed',
      data: { fields: ['name'], before: { name: 'Jane Doe' } },
    });
  });

  it('makes a service of what was taken for a person: it approves no more', async () => {
    const { admin, jane } = await open();
    const story = await admin.create();
    await admin.act(story.id, 'submit', undefined);
    const { etag } = (await admin.send('GET', `/actors/${jane.actor}`)).json();
    await admin.send('PATCH', `/actors/${jane.actor}`, { etag, body: { kind: 'service' } });
    expect((await jane.act(story.id, 'approve', undefined)).statusCode).toBe(409);
  });

  it('says of others what they are, nobody of themselves, and no service of anybody', async () => {
    const { house, admin, hire, jane } = await open();
    const robot = await hire({ role: 'admin', actor: { name: 'Robot', kind: 'service' } });
    const me = (await admin.send('GET', '/me')).json().actor.id as string;
    for (const [by, actor, kind] of [
      [robot, robot.actor, 'person'],
      [robot, jane.actor, 'service'],
      [admin, me, 'service'],
    ] as const) {
      const { etag } = (await admin.send('GET', `/actors/${actor}`)).json();
      const answer = await by.send('PATCH', `/actors/${actor}`, { etag, body: { kind } });
      expect(answer.statusCode).toBe(409);
      const renamed = await by.send('PATCH', `/actors/${actor}`, { etag, body: { name: 'Another' } });
      expect(renamed.statusCode).toBe(200);
    }
    const { etag } = (await admin.send('GET', `/actors/${robot.actor}`)).json();
    await admin.send('PATCH', `/actors/${robot.actor}`, { etag, body: { kind: 'person' } });
    expect((await told(house, admin, robot.actor))[0]).toMatchObject({
      data: { fields: ['kind'], before: { kind: 'service' } },
    });
  });

  it('changes nothing, and records nothing, where nothing is new', async () => {
    const { house, admin, jane } = await open();
    const etag = '"r1"';
    const body = { name: 'Jane Doe', kind: 'person' };
    expect((await admin.send('PATCH', `/actors/${jane.actor}`, { etag, body })).json().etag).toBe('"r1"');
    expect(await told(house, admin, jane.actor)).toHaveLength(1);
  });

  it('asks for If-Match, and refuses what is no name', async () => {
    const { admin, jane } = await open();
    const path = `/actors/${jane.actor}`;
    expect((await admin.send('PATCH', path, { body: { name: 'X' } })).statusCode).toBe(428);
    expect((await admin.send('PATCH', path, { etag: '"r9"', body: { name: 'X' } })).statusCode).toBe(412);
    for (const body of [{ name: '' }, { name: null }, { kind: 'system' }, { state: 'disabled' }])
      expect((await admin.send('PATCH', path, { etag: '"r1"', body })).statusCode).toBe(400);
  });

  it('leaves the actors of Dateline itself alone', async () => {
    const { admin } = await open();
    for (const id of [system.id]) {
      const sending = { etag: '"r1"', body: { name: 'X' } };
      expect((await admin.send('PATCH', `/actors/${id}`, sending)).statusCode).toBe(409);
      expect((await admin.send('POST', `/actors/${id}/disable`, { body: {} })).statusCode).toBe(409);
    }
    expect((await admin.send('GET', `/actors/${importer.id}`)).statusCode).toBe(404);
  });
});

describe('POST /v1/desk/actors/{actor}/disable', () => {
  it('ends all keys of somebody at the next request, and says so', async () => {
    const { house, admin, hire, jane } = await open();
    const phone = await hire({ actor: jane.actor });
    const answer = await admin.send('POST', `/actors/${jane.actor}/disable`, { body: { reason: 'Left.' } });
    expect(answer.json()).toMatchObject({ state: 'disabled', disabledAt: '2026-11-23T12:00:00.000Z' });
    for (const desk of [jane, phone]) expect((await desk.send('GET', '/me')).statusCode).toBe(401);
    expect((await admin.send('GET', `/keys/${jane.keyId}`)).json().state).toBe('disabled');
    expect((await told(house, admin, jane.actor))[0]).toMatchObject({
      action: 'actor.disabled',
      reason: 'Left.',
    });
    const again = await admin.send('POST', `/actors/${jane.actor}/disable`, { body: {} });
    expect(again.json()).toEqual(answer.json());
    expect(await told(house, admin, jane.actor)).toHaveLength(2);
  });

  it('is taken back by enable: the keys work again, but for those that were revoked', async () => {
    const { admin, hire, jane } = await open();
    const phone = await hire({ actor: jane.actor });
    await admin.send('POST', `/keys/${phone.keyId}/revoke`, { body: {} });
    await admin.send('POST', `/actors/${jane.actor}/disable`, { body: {} });
    const answer = await admin.send('POST', `/actors/${jane.actor}/enable`, { body: {} });
    expect(answer.json()).toMatchObject({ state: 'active', activeKeys: 1 });
    expect((await jane.send('GET', '/me')).statusCode).toBe(200);
    expect((await phone.send('GET', '/me')).statusCode).toBe(401);
  });

  it('is taken back by people only: a service would let in whoever left', async () => {
    const { admin, hire, jane } = await open();
    const robot = await hire({ role: 'admin', actor: { name: 'Robot', kind: 'service' } });
    const feed = await hire({ actor: { name: 'Feed', kind: 'service' } });
    for (const { actor } of [jane, feed]) {
      expect((await robot.send('POST', `/actors/${actor}/disable`, { body: {} })).statusCode).toBe(200);
      const refused = await robot.send('POST', `/actors/${actor}/enable`, { body: {} });
      expect(refused.json()).toMatchObject({ status: 409, limit: 'persons' });
      expect((await admin.send('POST', `/actors/${actor}/enable`, { body: {} })).statusCode).toBe(200);
    }
  });

  it('gives no new key to somebody who is disabled', async () => {
    const { admin, jane } = await open();
    await admin.send('POST', `/actors/${jane.actor}/disable`, { body: {} });
    const body = { name: 'New', role: 'editor', actor: jane.actor };
    expect((await admin.send('POST', '/keys', { body })).statusCode).toBe(422);
  });

  it('leaves somebody who can issue keys', async () => {
    const { admin } = await open();
    const me = (await admin.send('GET', '/me')).json().actor.id as string;
    for (const { id } of (await admin.send('GET', '/actors?limit=100')).json().data)
      if (id !== me && id !== system.id) await admin.send('POST', `/actors/${id}/disable`, { body: {} });
    expect((await admin.send('POST', `/actors/${me}/disable`, { body: {} })).statusCode).toBe(409);
    expect((await admin.send('GET', '/me')).statusCode).toBe(200);
  });

  it('does nothing in a dry run', async () => {
    const { admin, jane } = await open();
    const answer = await admin.send('POST', `/actors/${jane.actor}/disable?dryRun=true`, { body: {} });
    expect(answer.json().state).toBe('disabled');
    expect((await jane.send('GET', '/me')).statusCode).toBe(200);
  });

  it('refuses a chief, and somebody who is not there', async () => {
    const { house, admin, jane } = await open();
    const chief = await deskOf(house, 'chief');
    expect((await chief.send('POST', `/actors/${jane.actor}/disable`, { body: {} })).statusCode).toBe(403);
    expect((await chief.send('GET', '/actors')).statusCode).toBe(403);
    expect((await admin.send('POST', '/actors/actor_x/disable', { body: {} })).statusCode).toBe(404);
  });
});
