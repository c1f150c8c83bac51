import { describe, expect, it } from 'vitest';
import { hashKey } from '../../../src/access/key.ts';
import { findKey } from '../../../src/access/store.ts';
import { apiKeys } from '../../../src/access/table.ts';
import { system } from '../../../src/access/system.ts';
import { events } from '../../../src/foundation/events/table.ts';
import { openHouse, type House } from '../../support/house.ts';
import { storedIn } from '../../support/raw.ts';
import { faultsOf } from '../../support/walk.ts';

const keys = '/v1/desk/keys';
const order = { name: 'Night desk', role: 'editor', actor: { name: 'Jane Doe', kind: 'person' } };

/** A newsroom with an admin at work: sends requests under the admin's key. */
async function openOffice() {
  const house = await openHouse({ seed: 'none' });
  const admin = await house.keyFor('admin');
  function send(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const type: Record<string, string> =
      method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {};
    return house.client.request(method, url, {
      headers: { ...admin, ...type, ...headers },
      ...(body === undefined ? {} : { body: method === 'PATCH' ? JSON.stringify(body) : body }),
    });
  }
  return { house, admin, send };
}

function eventsOf(house: House, subject: string) {
  return house.database.read(async (db) =>
    (await db.select().from(events)).filter((event) => event.subject === subject),
  );
}

describe('POST /v1/desk/keys', () => {
  it('issues a key to somebody new, and shows its secret', async () => {
    const { house, send } = await openOffice();
    const answer = await send('POST', keys, { ...order, expiresAt: '2027-01-01T00:00:00+01:00' });
    expect(answer.statusCode).toBe(201);
    const key = answer.json();
    expect(answer.headers['location']).toBe(`${keys}/${key.id}`);
    expect(answer.headers['etag']).toBe('"r1"');
    expect(key).toEqual({
      id: key.secret.slice(3, 11),
      name: 'Night desk',
      role: 'editor',
      actor: { id: expect.stringMatching(/^actor_/), name: 'Jane Doe', kind: 'person' },
      state: 'active',
      createdAt: '2026-11-23T12:00:00.000Z',
      createdBy: expect.stringMatching(/^actor_/),
      expiresAt: '2026-12-31T23:00:00.000Z',
      expiresSoon: false,
      renewable: false,
      etag: '"r1"',
      secret: expect.stringMatching(/^dl_/),
    });
    const me = await house.client.get('/v1/desk/me', { headers: { authorization: `Bearer ${key.secret}` } });
    expect(me.json().actor).toEqual(key.actor);
  });

  it('issues another key to an actor who has one', async () => {
    const { send } = await openOffice();
    const first = (await send('POST', keys, order)).json();
    const second = (await send('POST', keys, { ...order, name: 'Phone', actor: first.actor.id })).json();
    expect(second.actor).toEqual(first.actor);
    expect(second.id).not.toBe(first.id);
  });

  it('issues keys of people for people only: a service would approve with one', async () => {
    const { house, send } = await openOffice();
    const robot = { name: 'Robot', kind: 'service' };
    const held = (await send('POST', keys, { ...order, role: 'admin', actor: robot })).json();
    const jane = (await send('POST', keys, order)).json().actor.id as string;
    const headers = { authorization: `Bearer ${held.secret}` };
    for (const [actor, status] of [
      [{ name: 'Somebody', kind: 'person' }, 409],
      [jane, 409],
      [{ name: 'Feed', kind: 'service' }, 201],
      [held.actor.id, 201],
    ] as const) {
      const body = { ...order, role: 'editor', actor };
      expect((await house.client.request('POST', keys, { headers, body })).statusCode).toBe(status);
    }
  });

  it('shows the secret once, and keeps its hash only', async () => {
    const { house, send } = await openOffice();
    const { id, secret } = (await send('POST', keys, order)).json();
    const later = [await send('GET', keys), await send('GET', `${keys}/${id}`)];
    for (const { body } of later) expect(body).not.toContain(secret.slice(12));
    const held = await house.database.read((db) => findKey(db, id));
    expect(held!.key.sha256).toBe(hashKey(secret));
    const stored = await storedIn(house.file);
    for (const text of [secret, secret.slice(12, 55)])
      expect(stored.some((bytes) => bytes.includes(text))).toBe(false);
    expect(stored.some((bytes) => bytes.includes(hashKey(secret)))).toBe(true);
  });

  it('is done once when it is repeated, and does not show the secret again', async () => {
    const { house, send } = await openOffice();
    const headers = { 'idempotency-key': 'one-key-please' };
    const first = (await send('POST', keys, order, headers)).json();
    const again = await send('POST', keys, order, headers);
    expect(again.statusCode).toBe(201);
    const { secret, ...rest } = first;
    expect(again.json()).toEqual(rest);
    expect((await send('POST', keys, { ...order, name: 'Other' }, headers)).statusCode).toBe(422);
    for (const bytes of await storedIn(house.file)) expect(bytes.includes(secret.slice(12))).toBe(false);
  });

  it('records who did it', async () => {
    const { house, admin, send } = await openOffice();
    const { id, actor } = (await send('POST', keys, order)).json();
    const me = (await house.client.get('/v1/desk/me', { headers: admin })).json();
    expect(await eventsOf(house, id)).toMatchObject([
      {
        action: 'key.issued',
        actor: me.actor.id,
        data: { name: 'Night desk', role: 'editor', actor: actor.id },
      },
    ]);
    expect(await eventsOf(house, actor.id)).toMatchObject([{ action: 'actor.created', actor: me.actor.id }]);
  });

  it('makes nothing in a dry run, and shows no secret that would not work', async () => {
    const { house, send } = await openOffice();
    const before = await house.database.read((db) => db.select().from(apiKeys));
    const answer = await send('POST', `${keys}?dryRun=true`, order);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().secret).toBeUndefined();
    const after = await house.database.read((db) => db.select().from(apiKeys));
    expect(after.length).toBe(before.length);
  });

  it.each([
    ['no name', { name: undefined }, '/name'],
    ['a role that is none', { role: 'king' }, '/role'],
    ['no holder', { actor: undefined }, '/actor'],
    ['a holder of another kind', { actor: { name: 'X', kind: 'system' } }, '/actor/kind'],
    ['an end without its offset', { expiresAt: '2027-01-01T00:00:00' }, '/expiresAt'],
    ['an id of its own', { id: 'mykey123' }, '/id'],
    ['a scope that is none', { scopes: ['keys:all'] }, '/scopes/0'],
    ['a secret of its own', { secret: 'dl_x' }, '/secret'],
    ['a maker', { createdBy: 'actor_x' }, '/createdBy'],
  ])('refuses %s', async (_what, fields, pointer) => {
    const { send } = await openOffice();
    const answer = await send('POST', keys, { ...order, ...fields });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual([pointer]);
  });

  it.each(['actor_01g3d9z400e2qs2t3x2v0h9999', system.id])('refuses the holder %s', async (actor) => {
    const { send } = await openOffice();
    const answer = await send('POST', keys, { ...order, actor });
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/actor']);
  });

  it('refuses a key that has already ended', async () => {
    const { send } = await openOffice();
    const answer = await send('POST', keys, { ...order, expiresAt: '2026-11-23T12:00:00Z' });
    expect(answer.statusCode).toBe(422);
  });

  it('refuses names that are more than one line, or that nobody sees', async () => {
    const { send } = await openOffice();
    for (const [name, detail] of [
      ['Night\ndesk', 'name must be one line, without tabs'],
      ['\u200b\u2060', 'name must not be empty'],
    ]) {
      const answer = await send('POST', keys, { ...order, name, actor: { ...order.actor, name } });
      expect([answer.statusCode, faultsOf(answer.json())]).toEqual([
        400,
        { '/name': detail, '/actor/name': detail },
      ]);
    }
  });

  it('refuses a chief', async () => {
    const { house } = await openOffice();
    const headers = await house.keyFor('chief');
    expect((await house.client.request('POST', keys, { headers, body: order })).statusCode).toBe(403);
  });
});

describe('GET /v1/desk/keys', () => {
  it('lists them newest first, page by page', async () => {
    const { house, send } = await openOffice();
    for (const name of ['One', 'Two', 'Three']) {
      house.clock.advance(1000);
      await send('POST', keys, { ...order, name });
    }
    const first = (await send('GET', `${keys}?limit=2`)).json();
    expect(first.data.map(({ name }: { name: string }) => name)).toEqual(['Three', 'Two']);
    const second = (await send('GET', `${keys}?limit=2&cursor=${first.page.next}`)).json();
    expect(second.data[0].name).toBe('One');
  });

  it('refuses a cursor of another list, and unknown parameters', async () => {
    const { send } = await openOffice();
    expect((await send('GET', `${keys}?cursor=abc.def`)).statusCode).toBe(400);
    expect((await send('GET', `${keys}?role=admin`)).statusCode).toBe(400);
  });
});

describe('GET /v1/desk/keys/{key}', () => {
  it('knows no key by another name', async () => {
    const { send } = await openOffice();
    expect((await send('GET', `${keys}/00000000`)).statusCode).toBe(404);
  });

  it('says when a key has ended', async () => {
    const { house, send } = await openOffice();
    const { id } = (await send('POST', keys, { ...order, expiresAt: '2026-11-23T12:00:01Z' })).json();
    house.clock.advance(1000);
    expect((await send('GET', `${keys}/${id}`)).json().state).toBe('expired');
  });
});

describe('PATCH /v1/desk/keys/{key}', () => {
  it('renames a key, moves its end and takes it away again', async () => {
    const { house, send } = await openOffice();
    const { id } = (await send('POST', keys, order)).json();
    const patched = await send(
      'PATCH',
      `${keys}/${id}`,
      { name: 'Day desk', expiresAt: '2027-01-01T00:00:00Z' },
      { 'if-match': '"r1"' },
    );
    expect(patched.statusCode).toBe(200);
    expect(patched.headers['etag']).toBe('"r2"');
    expect(patched.json()).toMatchObject({ name: 'Day desk', expiresAt: '2027-01-01T00:00:00.000Z' });
    const open = await send('PATCH', `${keys}/${id}`, { expiresAt: null }, { 'if-match': '"r2"' });
    expect(open.json().expiresAt).toBeUndefined();
    expect((await eventsOf(house, id)).map(({ action }) => action)).toEqual([
      'key.issued',
      'key.renamed',
      'key.expiring',
      'key.expiring',
    ]);
  });

  it('keeps its etag and records nothing when nothing changes', async () => {
    const { house, send } = await openOffice();
    const { id } = (await send('POST', keys, order)).json();
    const answer = await send('PATCH', `${keys}/${id}`, { name: 'Night desk' }, { 'if-match': '"r1"' });
    expect(answer.headers['etag']).toBe('"r1"');
    expect((await eventsOf(house, id)).length).toBe(1);
  });

  it('opens an expired key again', async () => {
    const { house, send } = await openOffice();
    const { id, secret } = (await send('POST', keys, { ...order, expiresAt: '2026-11-23T12:00:01Z' })).json();
    house.clock.advance(5000);
    await send('PATCH', `${keys}/${id}`, { expiresAt: '2027-01-01T00:00:00Z' }, { 'if-match': '"r1"' });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await house.client.get('/v1/desk/me', { headers })).statusCode).toBe(200);
  });

  it('refuses to change without knowing what, or after somebody else', async () => {
    const { send } = await openOffice();
    const { id } = (await send('POST', keys, order)).json();
    expect((await send('PATCH', `${keys}/${id}`, { name: 'X' })).statusCode).toBe(428);
    expect((await send('PATCH', `${keys}/${id}`, { name: 'X' }, { 'if-match': '"r9"' })).statusCode).toBe(
      412,
    );
    expect((await send('PATCH', `${keys}/${id}`, { name: 'X' }, { 'if-match': '*' })).statusCode).toBe(400);
  });

  it.each([{ role: 'admin' }, { name: null }, { revokedAt: null }, { actor: 'actor_x' }])(
    'refuses %j',
    async (patch) => {
      const { send } = await openOffice();
      const { id } = (await send('POST', keys, order)).json();
      const answer = await send('PATCH', `${keys}/${id}`, patch, { 'if-match': '"r1"' });
      expect(answer.statusCode).toBe(400);
    },
  );

  it('refuses an end in the past, and a key that is revoked', async () => {
    const { send } = await openOffice();
    const { id } = (await send('POST', keys, order)).json();
    const past = { expiresAt: '2020-01-01T00:00:00Z' };
    expect((await send('PATCH', `${keys}/${id}`, past, { 'if-match': '"r1"' })).statusCode).toBe(422);
    await send('POST', `${keys}/${id}/revoke`, {});
    const late = { expiresAt: '2027-01-01T00:00:00Z' };
    expect((await send('PATCH', `${keys}/${id}`, late, { 'if-match': '"r2"' })).statusCode).toBe(409);
  });
});

describe('what a service may do with keys', () => {
  const soon = '2026-12-01T00:00:00.000Z';
  const later = '2027-12-01T00:00:00Z';

  /** A service with an admin key that ends soon, and a key of a person. */
  async function openService(fields: object = { expiresAt: soon }) {
    const { house, admin, send } = await openOffice();
    const actor = { name: 'Robot', kind: 'service' };
    const robot = (await send('POST', keys, { ...order, role: 'admin', actor, ...fields })).json();
    const jane = (await send('POST', keys, { ...order, expiresAt: soon })).json();
    function asRobot(method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown, etag?: string) {
      return send(method, url, body, {
        authorization: `Bearer ${robot.secret}`,
        ...(etag !== undefined && { 'if-match': etag }),
      });
    }
    return { house, admin, send, robot, jane, asRobot };
  }

  it('lets none of its keys outlive its own: what it changes, and what it issues', async () => {
    const { robot, asRobot } = await openService();
    const feed = { ...order, role: 'admin', actor: { name: 'Feed', kind: 'service' } };
    for (const longer of [{ expiresAt: later }, { expiresAt: null }, { renewable: true }]) {
      const own = await asRobot('PATCH', `${keys}/${robot.id}`, longer, '"r1"');
      expect(own.json()).toMatchObject({ status: 403, limit: 'expiry' });
      const another = await asRobot('POST', keys, { ...feed, expiresAt: soon, ...longer });
      expect(another.json()).toMatchObject({ status: 403, limit: 'expiry' });
      const same = await asRobot('POST', keys, {
        ...feed,
        actor: robot.actor.id,
        expiresAt: soon,
        ...longer,
      });
      expect(same.json()).toMatchObject({ status: 403, limit: 'expiry' });
    }
    const made = (await asRobot('POST', keys, { ...feed, expiresAt: '2026-11-25T00:00:00Z' })).json();
    const longer = await asRobot('PATCH', `${keys}/${made.id}`, { expiresAt: later }, '"r1"');
    expect(longer.json()).toMatchObject({ status: 403, limit: 'expiry' });
    const within = await asRobot('PATCH', `${keys}/${made.id}`, { expiresAt: soon }, '"r1"');
    expect(within.json()).toMatchObject({ expiresAt: soon, renewable: false });
    const shorter = await asRobot(
      'PATCH',
      `${keys}/${robot.id}`,
      { expiresAt: '2026-11-25T00:00:00Z' },
      '"r1"',
    );
    expect(shorter.statusCode).toBe(200);
  });

  it('ends a key for which it asks no end with its own', async () => {
    const { asRobot } = await openService();
    const feed = { ...order, actor: { name: 'Feed', kind: 'service' } };
    const made = await asRobot('POST', keys, feed);
    expect(made.json()).toMatchObject({ expiresAt: soon, renewable: false });
  });

  it('gives as much as its own key has', async () => {
    const { asRobot } = await openService({ expiresAt: null });
    const feed = { ...order, expiresAt: soon, actor: { name: 'Feed', kind: 'service' } };
    const { id } = (await asRobot('POST', keys, feed)).json();
    const longer = await asRobot('PATCH', `${keys}/${id}`, { expiresAt: null, renewable: true }, '"r1"');
    expect(longer.json()).toMatchObject({ renewable: true });
  });

  it('lengthens no key of a person, also one that has expired, and may shorten it', async () => {
    const { jane, asRobot } = await openService({ expiresAt: null });
    for (const longer of [{ expiresAt: later }, { expiresAt: null }, { renewable: true }]) {
      const answer = await asRobot('PATCH', `${keys}/${jane.id}`, longer, '"r1"');
      expect(answer.json()).toMatchObject({ status: 409, limit: 'persons' });
    }
    const shorter = { expiresAt: '2026-11-25T00:00:00Z' };
    expect((await asRobot('PATCH', `${keys}/${jane.id}`, shorter, '"r1"')).statusCode).toBe(200);
  });

  it('leaves a person who can issue keys: a service lets nobody in again', async () => {
    const { house, admin, send, asRobot } = await openService({ expiresAt: null });
    const me = (await house.client.get('/v1/desk/me', { headers: admin })).json();
    const held = (await send('GET', keys)).json().data;
    const admins = held.filter(
      (key: { role: string; actor: { kind: string } }) => key.role === 'admin' && key.actor.kind === 'person',
    );
    for (const { id } of admins.filter(({ id }: { id: string }) => id !== me.key.id))
      expect((await asRobot('POST', `${keys}/${id}/revoke`, {})).statusCode).toBe(200);
    for (const answer of [
      await asRobot('POST', `${keys}/${me.key.id}/revoke`, {}),
      await asRobot('PATCH', `${keys}/${me.key.id}`, { expiresAt: later }, '"r1"'),
      await asRobot('POST', `/v1/desk/actors/${me.actor.id}/disable`, {}),
    ])
      expect(answer.json()).toMatchObject({ status: 409, limit: 'persons' });
    expect((await send('GET', keys)).statusCode).toBe(200);
  });

  it('is narrowed: nobody lengthens a key that may do more than their own', async () => {
    const { house, send } = await openOffice();
    const clerk = (await send('POST', keys, { ...order, role: 'admin', scopes: ['keys:manage'] })).json();
    const { id } = (await send('POST', keys, { ...order, expiresAt: soon })).json();
    const answer = await house.client.request('PATCH', `${keys}/${id}`, {
      headers: {
        authorization: `Bearer ${clerk.secret}`,
        'content-type': 'application/merge-patch+json',
        'if-match': '"r1"',
      },
      body: JSON.stringify({ expiresAt: later }),
    });
    expect(answer.json()).toMatchObject({ status: 403, scope: 'library:read' });
  });
});

describe('POST /v1/desk/keys/{key}/revoke', () => {
  it('ends a key for good, and says why on record', async () => {
    const { house, send } = await openOffice();
    const { id, secret } = (await send('POST', keys, order)).json();
    const answer = await send('POST', `${keys}/${id}/revoke`, { reason: 'The laptop was lost.' });
    expect(answer.json()).toMatchObject({ state: 'revoked', revokedAt: '2026-11-23T12:00:00.000Z' });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await house.client.get('/v1/desk/me', { headers })).statusCode).toBe(401);
    expect(await eventsOf(house, id)).toMatchObject([
      { action: 'key.issued' },
      { action: 'key.revoked', reason: 'The laptop was lost.' },
    ]);
  });

  it('changes nothing the second time', async () => {
    const { house, send } = await openOffice();
    const { id } = (await send('POST', keys, order)).json();
    const first = await send('POST', `${keys}/${id}/revoke`, {});
    house.clock.advance(1000);
    expect((await send('POST', `${keys}/${id}/revoke`, {})).json()).toEqual(first.json());
    expect((await eventsOf(house, id)).length).toBe(2);
  });

  it('lets an admin give up their own key while another admin key works', async () => {
    const { house, admin, send } = await openOffice();
    const { key } = (await house.client.get('/v1/desk/me', { headers: admin })).json();
    await house.keyFor('admin');
    expect((await send('POST', `${keys}/${key.id}/revoke`, {})).statusCode).toBe(200);
    expect((await send('GET', keys)).statusCode).toBe(401);
  });

  it('refuses the last admin key that works', async () => {
    const { house, admin, send } = await openOffice();
    const { key } = (await house.client.get('/v1/desk/me', { headers: admin })).json();
    for (const other of (await send('GET', `${keys}?limit=100`)).json().data) {
      if (other.id !== key.id) await send('POST', `${keys}/${other.id}/revoke`, {});
    }
    await send('POST', keys, { ...order, role: 'admin', expiresAt: '2026-11-23T12:00:01Z' });
    house.clock.advance(1000);
    expect((await send('POST', `${keys}/${key.id}/revoke`, {})).statusCode).toBe(409);
    expect((await send('GET', keys)).statusCode).toBe(200);
  });

  it('refuses to let it run out while no other would work then', async () => {
    const { house, admin, send } = await openOffice();
    const { key } = (await house.client.get('/v1/desk/me', { headers: admin })).json();
    for (const other of (await send('GET', `${keys}?limit=100`)).json().data) {
      if (other.id !== key.id) await send('POST', `${keys}/${other.id}/revoke`, {});
    }
    const second = { ...order, role: 'admin', expiresAt: '2026-11-24T12:00:00Z' };
    await send('POST', keys, second);
    const url = `${keys}/${key.id}`;
    const { etag } = (await send('GET', url)).json();
    const headers = { 'if-match': etag };
    expect((await send('PATCH', url, { expiresAt: '2026-11-25T12:00:00Z' }, headers)).statusCode).toBe(409);
    expect((await send('PATCH', url, { expiresAt: '2026-11-24T11:00:00Z' }, headers)).statusCode).toBe(200);
  });

  it('knows no key by another name', async () => {
    const { send } = await openOffice();
    expect((await send('POST', `${keys}/00000000/revoke`, {})).statusCode).toBe(404);
  });
});
