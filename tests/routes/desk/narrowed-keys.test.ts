import { describe, expect, it } from 'vitest';
import type { KeyIn } from '../../../src/desk/keys/schema.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { givenSection, givenPicture } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { operationsOf } from './operations.ts';
import { faultsOf } from '../../support/walk.ts';

const item = {
  uri: 'tag:wire.example,2026:1',
  type: 'text',
  version: '1',
  versionCreated: '2026-11-20T09:00:00Z',
  language: 'en',
  headlines: [{ role: 'main', value: 'Ferry Returns' }],
  bodies: [{ role: 'main', contentType: 'text/html', value: '<p>The ferry is back.</p>' }],
};

/** A newsroom with the sections sport, football below it, and world. */
async function openOffice() {
  const house = await openHouse({ seed: 'none' });
  const admin = await deskOf(house, 'admin');
  const sport = await givenSection(house, { name: 'Sport' });
  await givenSection(house, { name: 'Football', parent: 'sport' });
  await givenSection(house, { name: 'World' });
  return { house, admin, sport };
}

async function issue(admin: Desk, order: Partial<KeyIn>) {
  const body = { name: 'A key', role: 'chief', actor: { name: 'Robin', kind: 'person' }, ...order };
  return admin.send('POST', '/keys', { body });
}

/** The desk of a new key. */
async function narrowed(house: House, admin: Desk, order: Partial<KeyIn>): Promise<Desk> {
  const { secret } = (await issue(admin, order)).json<{ secret: string }>();
  return deskWith(house, { authorization: `Bearer ${secret}` });
}

describe('a key that is narrowed to scopes', () => {
  it('does what its scopes say and nothing else, and may know what it is', async () => {
    const { house, admin } = await openOffice();
    const front = await narrowed(house, admin, { role: 'editor', scopes: ['events:read'] });
    expect((await front.send('GET', '/events')).statusCode).toBe(200);
    for (const path of ['/articles', '/agencies', '/keys']) {
      const answer = await front.send('GET', path);
      expect([path, answer.statusCode]).toEqual([path, 403]);
    }
    const refused = await front.send('POST', '/articles', { body: { headline: 'A story' } });
    expect(refused.json()).toMatchObject({ status: 403, scope: 'articles:work' });
    expect(refused.json().detail).toContain('narrowed to desk:enter, events:read');
    expect((await front.send('GET', '/me')).json()).toMatchObject({
      role: 'editor',
      scopes: ['desk:enter', 'events:read'],
    });
  });

  it('imports with imports:run alone, and does nothing by hand', async () => {
    const { house, admin } = await openOffice();
    const robot = await narrowed(house, admin, { role: 'editor', scopes: ['imports:run'] });
    for (const [version, outcome] of [
      ['1', 'created'],
      ['1', 'unchanged'],
      ['2', 'updated'],
    ]) {
      const body = { ...item, version, slugline: `v${version}` };
      const answer = await robot.send('POST', '/imports', { body });
      expect(answer.json().results).toMatchObject([{ outcome, errors: [] }]);
    }
    const published = await robot.send('POST', '/imports?publish=true', { body: item });
    expect(published.statusCode).toBe(403);
    expect((await robot.send('GET', '/articles')).statusCode).toBe(403);
  });

  it('shows its scopes, and those of a whole role are not listed', async () => {
    const { admin } = await openOffice();
    const few = (await issue(admin, { scopes: ['events:read', 'articles:work'] })).json();
    expect(few.scopes).toEqual(['desk:enter', 'articles:work', 'events:read']);
    expect((await issue(admin, {})).json().scopes).toBeUndefined();
  });

  it('issues no key with scopes that it lacks', async () => {
    const { house, admin } = await openOffice();
    const clerk = await narrowed(house, admin, { role: 'admin', scopes: ['keys:manage', 'events:read'] });
    for (const order of [{ role: 'admin' }, { role: 'editor' }, { role: 'chief', scopes: ['articles:kill'] }])
      expect((await issue(clerk, order as Partial<KeyIn>)).statusCode).toBe(403);
    expect((await issue(clerk, { role: 'editor', scopes: ['events:read'] })).statusCode).toBe(201);
  });

  it('is refused where its role has no such scope', async () => {
    const { admin } = await openOffice();
    const answer = await issue(admin, { role: 'reporter', scopes: ['articles:work', 'keys:manage'] });
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/scopes/1']);
  });

  it('does not count as the last key that can issue others', async () => {
    const { house, admin } = await openOffice();
    const { data } = (await admin.send('GET', '/keys?limit=100')).json();
    await issue(admin, { role: 'admin', scopes: ['events:read'] });
    const own = (await admin.send('GET', '/me')).json().key.id;
    for (const { id } of data) if (id !== own) await admin.send('POST', `/keys/${id}/revoke`, { body: {} });
    expect((await admin.send('POST', `/keys/${own}/revoke`, { body: {} })).statusCode).toBe(409);
    await narrowed(house, admin, { role: 'admin', scopes: ['keys:manage'] });
    expect((await admin.send('POST', `/keys/${own}/revoke`, { body: {} })).statusCode).toBe(200);
  });
});

describe('a key that is narrowed to sections', () => {
  async function open() {
    const office = await openOffice();
    const { house, admin } = office;
    const sports = await narrowed(house, admin, { sections: ['sport'] });
    const inside = await admin.create({ headline: 'Inside', section: 'football' });
    const outside = await admin.create({ headline: 'Outside', section: 'world' });
    const without = await admin.create({ headline: 'Without' });
    return { ...office, sports, inside, outside, without };
  }

  it('shows them, and what it reads stays the same', async () => {
    const { sport, sports, outside } = await open();
    const sections = [{ id: sport, slug: 'sport', name: 'Sport' }];
    expect((await sports.send('GET', '/me')).json().sections).toEqual(sections);
    expect((await sports.read(outside.id)).headline).toBe('Outside');
  });

  it('creates there and below, and nowhere else', async () => {
    const { sports } = await open();
    for (const [section, status] of [
      ['sport', 201],
      ['football', 201],
      ['world', 403],
      [undefined, 403],
    ]) {
      const body = { headline: 'A story', ...(section !== undefined && { section }) };
      const answer = await sports.send('POST', '/articles', { body });
      expect([section, answer.statusCode]).toEqual([section, status]);
    }
  });

  it('decides about nothing that waits for a story that is outside', async () => {
    const { admin, sports } = await open();
    const path = '/external-ids/feed/1';
    const body = { headline: 'A story', section: 'world', sourceVersion: 1 };
    const { id } = (await admin.send('PUT', path, { body })).json();
    await admin.patch(id, { standfirst: 'By hand.' });
    const other = { ...body, headline: 'Another', sourceVersion: 1 };
    const waiting = (await admin.send('PUT', path, { body: other })).json();
    const { etag } = await admin.read(id);
    for (const act of ['accept', 'dismiss']) {
      const sending = { etag, body: act === 'accept' ? {} : { reason: 'R' } };
      const answer = await sports.send('POST', `/incoming/${waiting.id}/${act}`, sending);
      expect([act, answer.statusCode]).toEqual([act, 403]);
    }
  });

  it('is refused by every operation that could act on a story elsewhere', async () => {
    const { house, admin, sports, outside } = await open();
    const path = '/external-ids/feed/1';
    const body = { headline: 'A story', section: 'world', sourceVersion: 1 };
    const { id } = (await admin.send('PUT', path, { body })).json();
    await admin.patch(id, { standfirst: 'By hand.' });
    const waiting = (await admin.send('PUT', path, { body: { ...body, headline: 'Another' } })).json();
    const { etag } = await admin.read(id);
    const line = { headline: 'Live', startsAt: '2026-11-23T11:00:00Z', endsAt: '2026-11-23T20:00:00Z' };
    const onStory = { ...line, article: outside.id };
    const alert = (await admin.send('POST', '/alerts', { body: onStory })).json();
    const there = { etag: alert.etag as string };
    const subjects = [{ name: 'World', uri: 'World', rel: 'section' }];
    const refusals: Record<string, Awaited<ReturnType<Desk['send']>>> = {
      createArticle: await sports.send('POST', '/articles', { body: { headline: 'A', section: 'world' } }),
      putArticleByExternalId: await sports.send('PUT', '/external-ids/feed/2', { body }),
      importStories: await sports.send('POST', '/imports', { body: { ...item, subjects } }),
      acceptIncoming: await sports.send('POST', `/incoming/${waiting.id}/accept`, { etag, body: {} }),
      dismissIncoming: await sports.send('POST', `/incoming/${waiting.id}/dismiss`, {
        etag,
        body: { reason: 'R' },
      }),
      createAlert: await sports.send('POST', '/alerts', { body: onStory }),
      patchAlert: await sports.send('PATCH', `/alerts/${alert.id}`, { ...there, body: { headline: 'Over' } }),
      deleteAlert: await sports.send('DELETE', `/alerts/${alert.id}`, there),
    };
    for (const [name, answer] of Object.entries(refusals)) {
      const status = { importStories: 200, putArticleByExternalId: 202 }[name] ?? 403;
      expect([name, answer.statusCode, answer.body]).toEqual([
        name,
        status,
        expect.stringContaining('narrowed to some sections'),
      ]);
    }
    const names = (await operationsOf(house, sports.key))
      .filter(
        ({ method, url }) =>
          method !== 'GET' && /^\/v1\/desk\/(articles$|external-ids|incoming|imports|alerts)/.test(url),
      )
      .map(({ name }) => name);
    expect(Object.keys(refusals).toSorted()).toEqual(names.toSorted());
  });

  it('changes nothing of a story that is outside, by any operation on one', async () => {
    const { house, sports } = await open();
    // A link shows what the key may read anyhow, and nobody is kept from giving up a lease.
    const exempt = new Set(['createPreview', 'revokePreview', 'releaseLease']);
    const writes = (await operationsOf(house, sports.key)).filter(
      ({ method, url }) => method !== 'GET' && url.startsWith('/v1/desk/articles/'),
    );
    const answers: [string, number][] = [];
    for (const { name, example, send } of writes)
      answers.push([name, (await send(example === undefined ? '' : JSON.stringify(example))).statusCode]);
    expect(answers.filter(([name, status]) => status !== 403 && !exempt.has(name))).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  });

  it.each([
    ['submit', undefined],
    ['publish', {}],
    ['schedule', { at: '2045-01-01T00:00:00Z' }],
    ['kill', { reason: 'R', notice: 'N' }],
    ['expire', { at: '2045-01-01T00:00:00Z', reason: 'R' }],
    ['translate', { locale: 'de' }],
    ['duplicate', undefined],
  ])('does %s inside, and not outside', async (action, body) => {
    const { sports, inside, outside, without } = await open();
    expect((await sports.act(outside.id, action, body)).statusCode).toBe(403);
    expect((await sports.act(without.id, action, body)).statusCode).toBe(403);
    expect((await sports.act(inside.id, action, body)).statusCode).toBeLessThan(300);
  });

  it('takes down inside, and not outside', async () => {
    const { admin, sports, inside, outside } = await open();
    for (const { id } of [inside, outside]) await admin.act(id, 'publish', {});
    for (const [action, body] of [
      ['unpublish', { reason: 'R' }],
      ['withdraw', { reason: 'R', notice: 'N' }],
    ] as const) {
      expect((await sports.act(outside.id, action, body)).statusCode).toBe(403);
    }
    expect((await sports.act(inside.id, 'unpublish', { reason: 'R' })).statusCode).toBe(200);
  });

  it('says in actions what it may do', async () => {
    const { sports, inside, outside } = await open();
    expect((await sports.read(inside.id)).actions.submit).toEqual({ allowed: true });
    const { submit, edit } = (await sports.read(outside.id)).actions;
    for (const action of [submit, edit])
      expect(action).toMatchObject({ allowed: false, reason: expect.stringContaining('narrowed') });
  });

  it('changes, moves, restores and deletes only where both sections are its own', async () => {
    const { admin, sports, inside, outside } = await open();
    expect((await sports.patch(inside.id, { standfirst: 'S' })).statusCode).toBe(200);
    expect((await sports.patch(inside.id, { section: 'sport' })).statusCode).toBe(200);
    expect((await sports.patch(inside.id, { section: 'world' })).statusCode).toBe(403);
    expect((await sports.patch(inside.id, { section: null })).statusCode).toBe(403);
    expect((await sports.patch(outside.id, { section: 'sport' })).statusCode).toBe(403);
    const { etag } = await sports.read(outside.id);
    expect((await sports.send('DELETE', `/articles/${outside.id}`, { etag })).statusCode).toBe(403);

    await admin.patch(outside.id, { section: 'sport' });
    const restored = await sports.act(outside.id, 'versions/1/restore', undefined);
    expect(restored.statusCode).toBe(403);
    await admin.act(outside.id, 'versions/1/restore', undefined);
    expect((await sports.act(outside.id, 'versions/2/restore', undefined)).statusCode).toBe(403);
  });

  it('counts the section in which a story is live, and that of the scheduled version', async () => {
    const { admin, sports, outside } = await open();
    await admin.act(outside.id, 'publish', {});
    await admin.patch(outside.id, { section: 'sport' });
    const change = { kind: 'update', text: 'Moved.' };
    expect((await sports.act(outside.id, 'publish', { change })).statusCode).toBe(403);
    expect((await sports.act(outside.id, 'unpublish', { reason: 'R' })).statusCode).toBe(403);
    await admin.act(outside.id, 'publish', { change });
    expect((await sports.act(outside.id, 'unpublish', { reason: 'R' })).statusCode).toBe(200);

    const waiting = await admin.create({ headline: 'Waiting', section: 'world' });
    await admin.act(waiting.id, 'schedule', { at: '2045-01-01T00:00:00Z' });
    await admin.patch(waiting.id, { section: 'sport' });
    expect((await sports.act(waiting.id, 'unschedule', undefined)).statusCode).toBe(403);
  });

  it('sends by external id only there', async () => {
    const { admin, sports } = await open();
    const path = '/external-ids/feed/1';
    const story = { headline: 'A story' };
    for (const [section, status] of [
      ['world', 202],
      ['sport', 201],
      ['world', 202],
      ['football', 200],
    ]) {
      const answer = await sports.send('PUT', path, { body: { ...story, section } });
      expect([section, answer.statusCode]).toEqual([section, status]);
    }
    await admin.send('PUT', path, { body: { ...story, section: 'world' } });
    expect((await sports.send('PUT', path, { body: { ...story, section: 'sport' } })).statusCode).toBe(202);
  });

  it('imports only there: an item that is outside waits and stops no other', async () => {
    const { sports } = await open();
    function itemIn(uri: string, section?: string) {
      const subjects = section && [{ name: section, uri: section, rel: 'section' }];
      return { ...item, uri, ...(subjects && { subjects }) };
    }
    const body = [itemIn('tag:a', 'World'), itemIn('tag:b', 'Sport'), itemIn('tag:c')];
    const { results } = (await sports.send('POST', '/imports', { body })).json();
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'waiting',
      'created',
      'waiting',
    ]);
    for (const { notes, article } of [results[0], results[2]])
      expect([notes[0].detail, article]).toEqual([
        expect.stringContaining('narrowed to some sections'),
        undefined,
      ]);
  });

  it('changes and takes down no picture that live stories outside show', async () => {
    const { house, admin, sports, inside, outside } = await open();
    const [own, other] = [await givenPicture(house), await givenPicture(house)];
    for (const [story, media] of [
      [inside, own],
      [outside, other],
    ] as const) {
      await admin.patch(story.id, { leadMedia: { media } });
      expect((await admin.act(story.id, 'publish', {})).statusCode).toBe(200);
    }
    const told = { reason: 'R', notice: 'N' };
    for (const [media, status] of [
      [other, 403],
      [own, 200],
    ] as const) {
      const { etag } = (await sports.send('GET', `/media/${media}`)).json();
      for (const [method, path, body] of [
        ['PATCH', '', { creditLine: 'Another' }],
        ['PUT', '/captions/en', { caption: 'Another', altText: 'Another.' }],
        ['POST', '/withdraw', told],
        ['POST', '/kill', told],
      ] as const) {
        const answer = await sports.send(method, `/media/${media}${path}?dryRun=true`, { etag, body });
        expect([path, answer.statusCode]).toEqual([path, status]);
        if (status === 403) expect(answer.json()).toMatchObject({ limit: 'sections' });
      }
    }
  });

  it('puts, changes and deletes alerts that name a story only there', async () => {
    const { admin, sports, inside, outside } = await open();
    const line = { headline: 'Live', startsAt: '2026-11-23T11:00:00Z', endsAt: '2026-11-23T20:00:00Z' };
    async function put(desk: Desk, fields: object) {
      return desk.send('POST', '/alerts', { body: { ...line, ...fields } });
    }
    expect((await put(sports, { article: outside.id })).statusCode).toBe(403);
    expect((await put(sports, {})).json().detail).toContain('this alert names no story');
    const own = (await put(sports, { article: inside.id })).json();
    const etag = own.etag as string;
    const moved = await sports.send('PATCH', `/alerts/${own.id}`, { etag, body: { article: outside.id } });
    expect(moved.statusCode).toBe(403);
    const free = await sports.send('PATCH', `/alerts/${own.id}`, { etag, body: { article: null } });
    expect(free.statusCode).toBe(403);
    const body = { headline: 'Over' };
    expect((await sports.send('PATCH', `/alerts/${own.id}`, { etag, body })).statusCode).toBe(200);
    for (const fields of [{ article: outside.id }, {}]) {
      const other = (await put(admin, fields)).json();
      const sending = { etag: other.etag as string };
      expect((await sports.send('PATCH', `/alerts/${other.id}`, { ...sending, body })).statusCode).toBe(403);
      expect((await sports.send('DELETE', `/alerts/${other.id}`, sending)).statusCode).toBe(403);
    }
  });

  it('puts no alert on a story that is live or scheduled elsewhere', async () => {
    const { admin, sports, outside } = await open();
    const waiting = await admin.create({ headline: 'Waiting', section: 'world' });
    await admin.act(outside.id, 'publish', {});
    await admin.act(waiting.id, 'schedule', { at: '2045-01-01T00:00:00Z' });
    for (const { id } of [outside, waiting]) {
      await admin.patch(id, { section: 'sport' });
      const times = { startsAt: '2026-11-23T11:00:00Z', endsAt: '2026-11-23T20:00:00Z' };
      const body = { headline: 'Live', ...times, article: id };
      expect((await sports.send('POST', '/alerts', { body })).statusCode).toBe(403);
    }
  });

  it('joins no group of translations that is outside, and moves no embargo of one', async () => {
    const { admin, sports, inside, outside } = await open();
    const body = {
      ...{ headline: 'Draussen', locale: 'de', section: 'sport', translationOf: outside.id },
      embargoUntil: '2045-01-01T00:00:00Z',
    };
    expect((await sports.send('POST', '/articles', { body })).statusCode).toBe(403);
    expect((await sports.send('PUT', '/external-ids/feed/de', { body })).statusCode).toBe(202);
    const own = await sports.create({ headline: 'Drinnen', locale: 'de', section: 'sport' });
    expect((await sports.patch(own.id, { translationOf: outside.id })).statusCode).toBe(403);
    expect((await sports.patch(own.id, { translationOf: inside.id })).statusCode).toBe(200);

    await admin.send('POST', '/articles', {
      body: { headline: 'Dehors', locale: 'fr', section: 'world', translationOf: inside.id },
    });
    const { embargoUntil } = body;
    expect((await sports.patch(own.id, { embargoUntil })).statusCode).toBe(403);
    await admin.patch(own.id, { embargoUntil });
    expect((await sports.act(own.id, 'break-embargo', { reason: 'R' })).statusCode).toBe(403);
    expect((await sports.patch(own.id, { standfirst: 'S' })).statusCode).toBe(200);
  });

  it('follows the tree of sections at the next request', async () => {
    const { admin, sports } = await open();
    const body = { headline: 'A story', section: 'football' };
    const football = await admin.send('GET', '/sections/football');
    await admin.send('PATCH', '/sections/football', {
      etag: football.json().etag,
      body: { parent: 'world' },
    });
    expect((await sports.send('POST', '/articles', { body })).statusCode).toBe(403);
  });

  it('keeps its sections from being deleted, until it is revoked', async () => {
    const { admin } = await openOffice();
    const key = (await issue(admin, { sections: ['world'] })).json();
    const { etag } = (await admin.send('GET', '/sections/world')).json();
    const refused = await admin.send('DELETE', '/sections/world', { etag });
    expect(refused.json()).toMatchObject({
      status: 409,
      usedBy: [{ kind: 'key', id: key.id, as: 'sections' }],
    });
    await admin.send('POST', `/keys/${key.id}/revoke`, { body: {} });
    expect((await admin.send('DELETE', '/sections/world', { etag })).statusCode).toBe(204);
  });

  it('is refused where a section is unknown, and with scopes that would widen it', async () => {
    const { admin } = await openOffice();
    const unknown = await issue(admin, { sections: ['sport', 'nowhere'] });
    expect(Object.keys(faultsOf(unknown.json()))).toEqual(['/sections/1']);
    const wide = await issue(admin, { role: 'admin', sections: ['sport'] });
    expect(Object.keys(faultsOf(wide.json()))).toEqual(['/sections']);
    const narrow = await issue(admin, { role: 'admin', scopes: ['articles:publish'], sections: ['sport'] });
    expect(narrow.statusCode).toBe(201);
  });
});
