/** What a source sends and cannot be applied is kept as it came, and accepted once its reason is gone. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Incoming, IncomingWhole } from '../../../src/desk/incoming/schema.ts';
import { eventsOn } from '../../support/at-desk.ts';
import { deskOf, serviceDesk, type Desk } from '../../support/desk.ts';
import { givenAgency, givenByline, givenSection, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { wireItem as item, wireUri as uri } from '../../support/wire-item.ts';

const path = '/external-ids/wire/42';
const story = { headline: 'From the wire', bodyText: 'One.' };
async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const wire = await serviceDesk(house, 'admin');
  const editor = await deskOf(house, 'editor');
  function put(fields: object) {
    return wire.send('PUT', path, { body: { ...story, ...fields } });
  }
  async function send(body: object, query = '') {
    const answer = await wire.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>();
  }
  async function tray(query = ''): Promise<Incoming[]> {
    return (await editor.send('GET', `/incoming${query}`)).json<{ data: Incoming[] }>().data;
  }
  return { house, wire, editor, put, send, tray };
}

/** Decides about a record, with the story as it is now. */
async function decide(desk: Desk, id: string, what: string, body: object = {}) {
  const { article } = (await desk.send('GET', `/incoming/${id}`)).json<IncomingWhole>();
  return desk.send('POST', `/incoming/${id}/${what}`, { body, etag: article?.etag });
}

describe('a version that cannot be applied', () => {
  it('is refused as ever, and waits as it came: nothing of it is applied', async () => {
    const { house, editor, put, tray } = await newsroom();
    const { id } = (await put({ sourceVersion: 1 })).json();
    const refused = await put({ sourceVersion: 2, section: 'sport', bodyText: 'Two.' });
    expect([refused.statusCode, refused.json().errors]).toMatchObject([422, [{ pointer: '/section' }]]);
    const { incoming } = refused.json();
    const [record] = await tray('?state=waiting');
    expect(record).toMatchObject({
      ...{ id: incoming, sourceVersion: 2, state: 'waiting', article: { id } },
      errors: [{ pointer: '/section', detail: 'There is no section "sport".' }],
      why: expect.stringContaining('There is no section "sport".'),
    });
    const whole = (await editor.send('GET', `/incoming/${incoming}`)).json<IncomingWhole>();
    expect(whole.sent).toMatchObject({ section: 'sport', bodyText: 'Two.' });
    expect(await editor.read(id)).toMatchObject({ copy: { version: 1 }, incoming: { waiting: 1 } });
    expect((await eventsOn(house, id))[0]).toMatchObject({ action: 'article.incomingWaiting' });
    // The same again makes no second record, and is tried again.
    expect((await put({ sourceVersion: 2, section: 'sport', bodyText: 'Two.' })).json().incoming).toBe(
      incoming,
    );
    expect(await tray()).toHaveLength(2);
  });

  it.each([
    ['an unknown reference', 422, { topics: ['none'] }],
    ['another language', 422, { locale: 'fr' }],
    ['the slug of another story', 409, { slug: 'taken' }],
    ['the external id of another story', 409, { externalIds: [{ scheme: 'a', value: '1' }] }],
    ['too deep a text', 422, { bodyText: undefined, bodyHtml: '<b>'.repeat(501) }],
    ['an embargo of what is live', 422, { bodyText: 'Two.', embargoUntil: '2027-01-01T00:00:00Z' }],
  ])('is kept for %s', async (_, status, fields) => {
    const { editor, put, tray } = await newsroom();
    await editor.create({ headline: 'Other', slug: 'taken', externalIds: [{ scheme: 'a', value: '1' }] });
    const { id } = (await put({ sourceVersion: 1 })).json();
    await editor.act(id, 'publish', {});
    const refused = await put({ sourceVersion: 2, ...fields });
    expect(refused.statusCode, refused.body).toBe(status);
    expect(await tray('?state=waiting')).toMatchObject([{ id: refused.json().incoming, sourceVersion: 2 }]);
    expect((await editor.read(id)).copy.version).toBe(1);
    const accepted = await decide(editor, refused.json().incoming, 'accept');
    // A story stays in its language and keeps its names, whatever comes.
    const isLeftOut = 'locale' in fields || 'externalIds' in fields;
    expect(accepted.statusCode, accepted.body).toBe(isLeftOut ? 200 : status);
  });

  it('is accepted once its reason is gone, or without the fields that have it', async () => {
    const { house, editor, put } = await newsroom();
    const { id } = (await put({ sourceVersion: 1 })).json();
    const { incoming } = (await put({ sourceVersion: 2, section: 'sport', kicker: 'New' })).json();
    const refused = await decide(editor, incoming, 'accept');
    expect([refused.statusCode, refused.json().errors]).toMatchObject([422, [{ pointer: '/section' }]]);
    const part = await decide(editor, incoming, 'accept?fields=kicker,body&dryRun=true');
    expect(part.json()).toMatchObject({ kicker: 'New', copy: { version: 2 } });
    const section = await givenSection(house, { slug: 'sport', name: 'Sport' });
    const whole = await decide(editor, incoming, 'accept');
    expect(whole.json()).toMatchObject({ id, kicker: 'New', section: { id: section } });
    expect((await editor.read(id)).incoming).toBeUndefined();
  });

  it('is applied by itself when it comes again and its reason is gone', async () => {
    const { house, put, tray } = await newsroom();
    await put({ sourceVersion: 1 });
    const second = { sourceVersion: 2, section: 'sport' };
    const { incoming } = (await put(second)).json();
    await givenSection(house, { slug: 'sport', name: 'Sport' });
    expect((await put(second)).statusCode).toBe(200);
    expect((await tray())[0]).toMatchObject({ id: incoming, state: 'applied', version: 2 });
    expect((await tray())[0]!.errors).toBeUndefined();
  });

  it('is superseded by what comes later, and refused as late after that', async () => {
    const { put, tray } = await newsroom();
    await put({ sourceVersion: 1 });
    await put({ sourceVersion: 2, section: 'sport' });
    expect((await put({ sourceVersion: 3, bodyText: 'Three.' })).statusCode).toBe(200);
    expect((await put({ sourceVersion: 2, section: 'other' })).statusCode).toBe(409);
    expect((await tray()).map(({ sourceVersion, state }) => [sourceVersion, state])).toEqual([
      [2, 'superseded'],
      [3, 'applied'],
      [2, 'superseded'],
      [1, 'applied'],
    ]);
  });
});

describe('the first version of a story, where it cannot be applied', () => {
  it('waits without a story, and creates it when it is accepted', async () => {
    const { house, editor, wire, put, tray } = await newsroom();
    const refused = await put({ sourceVersion: 1, section: 'sport', kicker: 'New' });
    const { incoming } = refused.json();
    expect(refused.statusCode).toBe(422);
    const [record] = await tray();
    expect(record).toMatchObject({ id: incoming, state: 'waiting', headline: 'From the wire' });
    expect(record!.article).toBeUndefined();
    expect((await eventsOn(house, incoming))[0]).toMatchObject({ action: 'incoming.waiting' });
    expect((await decide(editor, incoming, 'accept')).statusCode).toBe(422);
    expect((await decide(wire, incoming, 'accept?fields=kicker')).statusCode).toBe(409);
    const created = await decide(editor, incoming, 'accept?fields=kicker');
    expect(created.statusCode, created.body).toBe(201);
    expect(created.json()).toMatchObject({
      ...{ headline: 'From the wire', kicker: 'New', publication: { state: 'none' } },
      externalIds: [{ scheme: 'wire', value: '42' }],
    });
    expect((await tray())[0]).toMatchObject({
      state: 'accepted',
      version: 1,
      article: { id: created.json().id },
    });
    // The name stays under which its source sends.
    expect((await editor.patch(created.json().id, { externalIds: [] })).statusCode).toBe(422);
    expect((await put({ sourceVersion: 2, bodyText: 'Two.' })).statusCode).toBe(202);
  });

  it('belongs to the story that comes later', async () => {
    const { put, tray } = await newsroom();
    await put({ sourceVersion: 1, section: 'sport' });
    const { id } = (await put({ sourceVersion: 2 })).json();
    expect((await tray(`?article=${id}`)).map(({ state }) => state)).toEqual(['applied', 'superseded']);
  });

  it('is not created again once the desk has dismissed it', async () => {
    const { house, editor, put } = await newsroom();
    const first = { sourceVersion: 1, section: 'sport' };
    const { incoming } = (await put(first)).json();
    await decide(editor, incoming, 'dismiss', { reason: 'Not for us.' });
    await givenSection(house, { slug: 'sport', name: 'Sport' });
    expect((await put(first)).json()).toMatchObject({ status: 409, incoming });
    expect((await put({ ...first, sourceVersion: 2 })).statusCode).toBe(201);
  });

  it('is seen by the reporter who sent it, and by no other', async () => {
    const { house } = await newsroom();
    const [one, other] = [await deskOf(house, 'reporter'), await deskOf(house, 'reporter')];
    const { incoming } = (await one.send('PUT', path, { body: { ...story, section: 'sport' } })).json();
    for (const [desk, status, count] of [
      [one, 200, 1],
      [other, 404, 0],
    ] as const) {
      expect((await desk.send('GET', `/incoming/${incoming}`)).statusCode).toBe(status);
      expect((await desk.send('GET', '/incoming')).json().data).toHaveLength(count);
    }
  });

  it('is not kept where a client sent what no schema allows, nor after a dry run', async () => {
    const { wire, put, tray } = await newsroom();
    expect((await put({ headline: 7 })).statusCode).toBe(400);
    const dry = await wire.send('PUT', `${path}?dryRun=true`, { body: { ...story, section: 'sport' } });
    expect(dry.statusCode).toBe(422);
    expect(await tray()).toEqual([]);
  });
});

describe('an import', () => {
  it('keeps an item that cannot be read, under its uri', async () => {
    const { editor, send, tray } = await newsroom();
    const wrong = item(1, { pubStatus: 'perhaps' });
    const { results, totals } = await send([wrong, { ...wrong, uri: 'not\u0000printable' }]);
    expect(totals).toMatchObject({ refused: 2 });
    expect(results[0]).toMatchObject({ outcome: 'refused', errors: [{ pointer: '/pubStatus' }] });
    expect(results[1]!.incoming).toBeUndefined();
    const { incoming } = results[0]!;
    const whole = (await editor.send('GET', `/incoming/${incoming}`)).json<IncomingWhole>();
    expect(whole).toMatchObject({ state: 'waiting', sent: wrong, errors: [{ pointer: '/pubStatus' }] });
    expect((await decide(editor, incoming!, 'accept')).statusCode).toBe(422);
    expect((await send(wrong)).results[0]!.incoming).toBe(incoming);
    await send(item(2));
    expect((await tray()).map(({ state }) => state)).toEqual(['applied', 'superseded']);
  });

  it('lets only the last item of a name wait that cannot be read, beside a version that can be accepted', async () => {
    const { send, tray } = await newsroom();
    await send(item(1));
    await send(item(2, { language: 'fr' }));
    const long = { text: 'x'.repeat(1_000_001) };
    for (const fields of [{ slugline: 'A' }, { extra: long }, { slugline: 'B' }])
      await send(item(3, { pubStatus: 'perhaps', ...fields }));
    expect((await tray()).map(({ state }) => state)).toEqual([
      ...['waiting', 'superseded', 'superseded', 'waiting', 'applied'],
    ]);
  });

  it('keeps what names the language of another story', async () => {
    const { send, tray } = await newsroom();
    await send(item(1));
    const [result] = (await send(item(2, { language: 'fr' }))).results;
    expect(result).toMatchObject({ outcome: 'refused', errors: [{ pointer: '/language' }] });
    expect((await tray('?state=waiting')).map(({ id }) => id)).toEqual([result!.incoming]);
  });

  it('takes a cancellation for one, whatever else is wrong with it', async () => {
    const { editor, send } = await newsroom();
    const [{ article }] = (await send(item(1), '?publish=true')).results as unknown as [{ article: string }];
    const bare = { uri, type: 'text', version: '2', pubStatus: 'canceled', bodies: 'none' };
    expect((await send(bare)).results[0]).toMatchObject({ outcome: 'cancelled', article });
    expect((await editor.read(article)).incoming).toMatchObject({
      waiting: 1,
      cancelled: { sourceVersion: 2 },
    });
  });

  it.each([
    ['first', [item(3), item(1), item(2)]],
    ['last', [item(1), item(2), item(3)]],
    ['between', [item(1), item(3), item(2)]],
  ])('records what a newer item supersedes that stands %s', async (_, items) => {
    const { send, tray } = await newsroom();
    const { totals, results } = await send(items);
    expect(totals).toMatchObject({ created: 1, superseded: 2, refused: 0 });
    for (const { outcome, incoming, notes } of results) {
      expect(incoming).toMatch(/^incoming_/);
      if (outcome === 'superseded') expect(notes).toMatchObject([{ name: 'superseded' }]);
    }
    const all = await tray();
    expect(all.map(({ sourceVersion, state }) => [sourceVersion, state]).toSorted()).toEqual([
      [1, 'superseded'],
      [2, 'superseded'],
      [3, 'applied'],
    ]);
    await send(items);
    expect(await tray()).toHaveLength(3);
  });

  it('records them where versions have no numbers, too', async () => {
    const { editor, send, tray } = await newsroom();
    const items = [item(undefined, { slugline: 'A' }), item(undefined, { slugline: 'B' })];
    for (let times = 0; times < 2; times += 1) {
      const { results } = await send(items);
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'superseded',
        times === 0 ? 'created' : 'unchanged',
      ]);
      expect((await tray()).map(({ state }) => state).toSorted()).toEqual(['applied', 'superseded']);
    }
    const { data } = (await editor.send('GET', '/articles')).json();
    expect((await editor.read(data[0].id)).slugline).toBe('B');
  });

  it('takes an older one all the same where the newer cannot be read', async () => {
    const { send, tray } = await newsroom();
    expect((await send([item(1), item(2, { pubStatus: 'perhaps' })])).totals).toMatchObject({
      created: 1,
      refused: 1,
    });
    expect((await tray()).map(({ state }) => state).toSorted()).toEqual(['applied', 'waiting']);
  });

  it('lets an excerpt wait, of which the desk takes what it wants', async () => {
    const { editor, send } = await newsroom();
    const [{ article }] = (await send(item(1))).results as unknown as [{ article: string }];
    const excerpt = { representationType: 'partial', bodies: [], headlines: [{ value: 'Sharper' }] };
    const [{ outcome, incoming }] = (await send(item(2, excerpt))).results as unknown as [
      { outcome: string; incoming: string },
    ];
    expect(outcome).toBe('waiting');
    expect((await decide(editor, incoming, 'accept?fields=headline')).json()).toMatchObject({
      ...{ id: article, headline: 'Sharper', body: [{ children: [{ text: 'The text of version 1.' }] }] },
    });
  });
});

describe('what waits and names what was deleted since', () => {
  it('is accepted without it, and says so', async () => {
    const { house, editor, put } = await newsroom();
    const { id } = (await put({ sourceVersion: 1 })).json();
    await editor.patch(id, { kicker: 'By hand' });
    const named = {
      agency: await givenAgency(house),
      bylines: [{ byline: await givenByline(house), role: 'author' }],
      topics: [await givenTopic(house), await givenTopic(house, { name: 'Stays' })],
    };
    const waiting = (await put({ sourceVersion: 2, ...named })).json();
    const chief = await deskOf(house, 'chief');
    for (const gone of [`/agencies/${named.agency}`, `/topics/${named.topics[0]}`]) {
      const { etag } = (await chief.send('GET', gone)).json();
      expect((await chief.send('DELETE', gone, { etag })).statusCode, gone).toBe(204);
    }
    const part = await decide(editor, waiting.id, 'accept?fields=topics&dryRun=true');
    expect(part.json().notes).toMatchObject([{ name: 'referenceDropped', pointer: '/topics/0' }]);
    const whole = await decide(editor, waiting.id, 'accept');
    expect(whole.statusCode, whole.body).toBe(200);
    expect(whole.json().topics).toHaveLength(1);
    expect(whole.json().notes).toMatchObject([{ pointer: '/agency' }, { pointer: '/topics/0' }]);
  });
});
