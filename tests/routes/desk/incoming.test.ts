import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../src/access/issue-key.ts';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Incoming, IncomingWhole } from '../../../src/desk/incoming/schema.ts';
import { eventsOn } from '../../support/at-desk.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const path = '/external-ids/wire/42';
const story = { headline: 'From the wire', bodyText: 'One.' };

function item(version: number, fields: object = {}) {
  return {
    uri: 'tag:wire.example,2026:1',
    type: 'text',
    version: String(version),
    language: 'en',
    headlines: [{ role: 'main', value: `Version ${version}` }],
    bodies: [{ role: 'main', contentType: 'text/plain', value: `The text of version ${version}.` }],
    ...fields,
  };
}

async function newsroom({ killNeedsTwo = false } = {}) {
  const house = await openHouse({ seed: 'none', killNeedsTwo });
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Wire', role: 'editor', actor: { name: 'The wire', kind: 'service' } }),
  );
  const wire = deskWith(house, { authorization: `Bearer ${secret}` });
  const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];

  function put(sourceVersion: number, fields: object = {}) {
    return wire.send('PUT', path, { body: { ...story, sourceVersion, ...fields } });
  }
  async function send(body: object, query = '') {
    const answer = await wire.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>().results[0]!;
  }
  return { house, wire, editor, chief, put, send };
}

async function list(desk: Desk, query = ''): Promise<Incoming[]> {
  const answer = await desk.send('GET', `/incoming${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ data: Incoming[] }>().data;
}

async function statesOf(desk: Desk, query = '') {
  return (await list(desk, query)).map(({ sourceVersion, state }) => [sourceVersion, state]);
}

/** Decides about a record, with the story as it is now. */
async function decide(desk: Desk, id: string, what: string, body: object = {}) {
  const { article } = (await desk.send('GET', `/incoming/${id}`)).json<IncomingWhole>();
  return desk.send('POST', `/incoming/${id}/${what}`, { body, etag: article?.etag });
}

describe('what a source sends', () => {
  it('is on record, once for each version, with what became of it', async () => {
    const { editor, put } = await newsroom();
    const { id } = (await put(1)).json();
    await put(1);
    await put(3, { bodyText: 'Three.' });
    expect((await put(2, { bodyText: 'Two.' })).statusCode).toBe(409);
    expect((await put(2, { bodyText: 'Two.' })).json()).toMatchObject({
      sourceVersion: 3,
      incoming: expect.stringMatching(/^incoming_/),
    });
    const all = await list(editor);
    expect(all.map(({ sourceVersion, state, version }) => [sourceVersion, state, version])).toEqual([
      [2, 'superseded', undefined],
      [3, 'applied', 2],
      [1, 'applied', 1],
    ]);
    expect(all[0]).toMatchObject({
      ...{ source: { scheme: 'wire', value: '42' }, pubStatus: 'usable', by: { name: 'The wire' } },
      ...{ article: { id }, why: 'The source sent a newer version of this story before.' },
    });
  });

  it('waits where somebody has edited the story since, with an event, and nothing is lost', async () => {
    const { house, editor, put } = await newsroom();
    const { id } = (await put(1)).json();
    await editor.patch(id, { headline: 'Edited' });
    const answer = await put(2, { bodyText: 'Two.', kicker: 'New' });
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      202,
      `/v1/desk/incoming/${answer.json().id}`,
    ]);
    expect(answer.json()).toMatchObject({ state: 'waiting', article: { id, headline: 'Edited' } });
    expect((await put(2, { bodyText: 'Two.', kicker: 'New' })).json().id).toBe(answer.json().id);
    expect(await statesOf(editor, '?state=waiting')).toEqual([[2, 'waiting']]);
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.incomingWaiting',
      data: { incoming: answer.json().id, externalId: 'wire:42', sourceVersion: 2 },
    });
    const whole = (await editor.send('GET', `/incoming/${answer.json().id}`)).json<IncomingWhole>();
    expect(whole.content).toMatchObject({ headline: 'From the wire', kicker: 'New' });
    expect(whole.diff!.fields.map(({ pointer }) => pointer)).toEqual(['/headline', '/kicker', '/slug']);
    expect(whole.diff!.blocks).toMatchObject({ added: 1, removed: 1 });
    expect(await editor.read(id)).toMatchObject({ headline: 'Edited', incoming: { waiting: 1 } });
    expect((await editor.send('GET', '/lists')).json().data).toContainEqual(
      expect.objectContaining({ name: 'incoming', total: 1 }),
    );
  });

  it('waits where the same version comes with other content, whoever edited', async () => {
    const { editor, put } = await newsroom();
    await put(1);
    const other = await put(1, { bodyText: 'Other.' });
    expect([other.statusCode, other.json().why]).toEqual([
      202,
      'Its source sent version 1 before with other content.',
    ]);
    // Nobody knows which of them is right: both wait.
    expect((await put(1, { bodyText: 'A third.' })).statusCode).toBe(202);
    expect((await editor.send('GET', '/incoming?state=waiting&count=true')).json().page.total).toBe(2);
  });

  it('is superseded while it waits by what comes later', async () => {
    const { editor, put } = await newsroom();
    const { id } = (await put(1)).json();
    await editor.patch(id, { headline: 'Edited' });
    await put(2, { bodyText: 'Two.' });
    await put(3, { bodyText: 'Three.' });
    expect(await statesOf(editor)).toEqual([
      [3, 'waiting'],
      [2, 'superseded'],
      [1, 'applied'],
    ]);
    expect((await editor.read(id)).incoming).toEqual({ waiting: 1 });
  });

  it('waits where the story is deleted, and is kept where it was killed', async () => {
    const { editor, chief, put } = await newsroom();
    const { id } = (await put(1)).json();
    const { etag } = await editor.read(id);
    await editor.send('DELETE', `/articles/${id}`, { etag });
    expect((await put(2, { bodyText: 'Two.' })).statusCode).toBe(202);
    await chief.act(id, 'kill', { reason: 'False.', notice: 'It was false.' });
    expect((await put(3, { bodyText: 'Three.' })).statusCode).toBe(409);
    expect(await statesOf(editor)).toEqual([
      [3, 'dismissed'],
      [2, 'dismissed'],
      [1, 'applied'],
    ]);
  });

  it('waits in an import, too, and is counted', async () => {
    const { wire, editor, send } = await newsroom();
    const { article } = await send(item(1));
    await editor.patch(article!, { kicker: 'By hand' });
    for (const query of ['?dryRun=true', '', '?publish=true']) {
      const answer = await wire.send('POST', `/imports${query}`, { body: [item(2)] });
      expect(answer.json<ImportReport>()).toMatchObject({
        totals: { waiting: 1, refused: 0 },
        results: [{ outcome: 'waiting', article, published: false }],
      });
    }
    expect(await statesOf(editor, '?state=waiting')).toEqual([[2, 'waiting']]);
    expect((await send(item(1))).outcome).toBe('refused');
  });

  it('is shown to a reporter of their own stories alone, and filtered and counted for all others', async () => {
    const { house, editor, put, send } = await newsroom();
    const reporter = await deskOf(house, 'reporter');
    const body = { ...story, sourceVersion: 1 };
    await reporter.send('PUT', '/external-ids/own/1', { body });
    await put(1);
    await send(item(2, { pubStatus: 'canceled' }));
    expect((await list(reporter)).map(({ source }) => source.scheme)).toEqual(['own']);
    expect(await list(editor)).toHaveLength(3);
    expect((await list(editor, '?scheme=wire,own')).map(({ source }) => source.scheme)).toEqual([
      'wire',
      'own',
    ]);
    expect(await statesOf(editor, '?pubStatus=canceled')).toEqual([[2, 'cancelled']]);
    const [foreign] = await list(editor, '?scheme=wire');
    expect((await reporter.send('GET', `/incoming/${foreign!.id}`)).statusCode).toBe(404);
    const first = (await editor.send('GET', '/incoming?limit=2&count=true')).json();
    expect([first.data.length, first.page.total]).toEqual([2, 3]);
    const rest = await list(editor, `?limit=2&cursor=${first.page.next}`);
    expect(rest.map(({ source }) => source.scheme)).toEqual(['own']);
  });
});

describe('POST /v1/desk/incoming/{incoming}/accept', () => {
  async function waiting() {
    const room = await newsroom();
    const { id } = (await room.put(1)).json();
    await room.editor.patch(id, { headline: 'Edited' });
    const record = (await room.put(2, { bodyText: 'Two.', kicker: 'New' })).json().id as string;
    return { ...room, id, record };
  }

  it('makes it the next version, and later ones go on waiting', async () => {
    const { house, editor, put, id, record } = await waiting();
    const answer = await decide(editor, record, 'accept', { note: 'The second version.' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      id,
      headline: 'From the wire',
      kicker: 'New',
      copy: { version: 3 },
    });
    expect(answer.json().incoming).toBeUndefined();
    expect((await list(editor))[0]).toMatchObject({
      ...{ state: 'accepted', version: 3, decided: { by: { name: "A test's editor" } } },
    });
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({
      action: 'article.incomingAccepted',
      toVersion: 3,
      data: { incoming: record },
    });
    expect((await put(2, { bodyText: 'Two.', kicker: 'New' })).statusCode).toBe(200);
    expect((await put(3, { bodyText: 'Three.' })).statusCode).toBe(202);
  });

  it('takes the fields that are named, and leaves the others', async () => {
    const { editor, id, record } = await waiting();
    const answer = await decide(editor, record, 'accept?fields=body,kicker');
    expect(answer.json()).toMatchObject({
      headline: 'Edited',
      kicker: 'New',
      body: [{ children: [{ text: 'Two.' }] }],
    });
    expect((await list(editor))[0]).toMatchObject({ decided: { fields: ['body', 'kicker'] } });
    expect((await editor.read(id)).externalIds).toEqual([{ scheme: 'wire', value: '42' }]);
  });

  it('keeps nothing of a dry run', async () => {
    const { editor, id, record } = await waiting();
    const answer = await decide(editor, record, 'accept?dryRun=true');
    expect(answer.json()).toMatchObject({ headline: 'From the wire' });
    expect((await editor.read(id)).headline).toBe('Edited');
    expect(await statesOf(editor, '?state=waiting')).toEqual([[2, 'waiting']]);
  });

  it('brings the embargo that it came with', async () => {
    const { editor, put, id } = await waiting();
    const until = '2026-12-01T00:00:00.000Z';
    const { id: record } = (await put(3, { embargoUntil: until })).json();
    expect((await decide(editor, record, 'accept')).json().embargoUntil).toBe(until);
    expect((await editor.read(id)).embargoUntil).toBe(until);
  });

  it('refuses a service, a story that was saved since, and what does not wait', async () => {
    const { wire, editor, put, id, record } = await waiting();
    expect((await decide(wire, record, 'accept')).json().detail).toMatch(/^Only a person can decide/);
    expect((await editor.send('POST', `/incoming/${record}/accept`, { body: {} })).statusCode).toBe(428);
    const stale = await editor.send('POST', `/incoming/${record}/accept`, { body: {}, etag: '"r1"' });
    expect(stale.statusCode).toBe(412);
    await put(3, { bodyText: 'Three.' });
    const late = await decide(editor, record, 'accept');
    expect([late.statusCode, late.json().detail]).toEqual([
      409,
      'Only a version that waits can be decided about; this one is superseded.',
    ]);
    expect(
      (await editor.send('POST', '/incoming/incoming_none/accept', { body: {}, etag: '"r1"' })).statusCode,
    ).toBe(404);
    expect((await decide(editor, record, 'accept?fields=locale')).statusCode).toBe(400);
    expect((await editor.read(id)).headline).toBe('Edited');
  });
});

describe('POST /v1/desk/incoming/{incoming}/dismiss', () => {
  it('leaves the story as it is, also when the same comes again', async () => {
    const { house, wire, editor, put } = await newsroom();
    const { id } = (await put(1)).json();
    await editor.patch(id, { headline: 'Edited' });
    const { id: record } = (await put(2, { bodyText: 'Two.' })).json();
    expect((await decide(wire, record, 'dismiss', { reason: 'No.' })).statusCode).toBe(409);
    expect((await decide(editor, record, 'dismiss', {})).statusCode).toBe(400);
    const answer = await decide(editor, record, 'dismiss', { reason: 'Nothing new.' });
    expect(answer.json()).toMatchObject({ state: 'dismissed', decided: { reason: 'Nothing new.' } });
    expect((await put(2, { bodyText: 'Two.' })).json()).toMatchObject({
      headline: 'Edited',
      copy: { version: 2 },
    });
    expect((await eventsOn(house, id))[0]).toMatchObject({
      ...{ action: 'article.incomingDismissed', reason: 'Nothing new.' },
    });
    expect((await decide(editor, record, 'accept')).statusCode).toBe(409);
  });
});

describe('POST /v1/desk/articles/{article}/follow', () => {
  it('lets later versions apply by themselves until somebody edits again', async () => {
    const { wire, editor, put } = await newsroom();
    const { id } = (await put(1)).json();
    await editor.patch(id, { headline: 'Edited' });
    await put(2, { bodyText: 'Two.' });
    expect((await wire.act(id, 'follow')).statusCode).toBe(409);
    expect((await editor.act(id, 'follow')).statusCode).toBe(200);
    const third = await put(3, { bodyText: 'Three.' });
    expect([third.statusCode, third.json().headline]).toEqual([200, 'From the wire']);
    expect(await statesOf(editor)).toEqual([
      [3, 'applied'],
      [2, 'superseded'],
      [1, 'applied'],
    ]);
    expect((await editor.read(id)).incoming).toBeUndefined();
    await editor.patch(id, { headline: 'Edited again' });
    expect((await put(4, { bodyText: 'Four.' })).statusCode).toBe(202);
  });

  it('refuses a story that no source sends', async () => {
    const { editor } = await newsroom();
    const { id } = await editor.create();
    const refused = await editor.act(id, 'follow');
    expect([refused.statusCode, refused.json().detail]).toEqual([409, 'No source sends this story.']);
  });
});
