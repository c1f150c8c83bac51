import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Incoming } from '../../../src/desk/incoming/schema.ts';
import { actionsOn } from '../../support/at-desk.ts';
import { deskOf, serviceDesk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const uri = 'tag:wire.example,2026:1';

function item(version: number, fields: object = {}) {
  return {
    ...{ uri, type: 'text', version: String(version), language: 'en' },
    headlines: [{ role: 'main', value: `Version ${version}` }],
    bodies: [{ role: 'main', contentType: 'text/plain', value: `The text of version ${version}.` }],
    ...fields,
  };
}

function canceled(version: number) {
  return item(version, { pubStatus: 'canceled' });
}

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const wire = await serviceDesk(house, 'admin');
  const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];

  async function send(body: object, query = '?publish=true&change=Updated') {
    const answer = await wire.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>().results[0]!;
  }
  async function tray(query = ''): Promise<Incoming[]> {
    return (await editor.send('GET', `/incoming${query}`)).json<{ data: Incoming[] }>().data;
  }
  async function livePublic() {
    return (await house.client.get('/v1/articles')).json<{ data: unknown[] }>().data.length;
  }
  return { house, wire, editor, chief, send, tray, livePublic };
}

const older = 'Its source cancelled this story with version 3, and this one is not newer.';

describe('what a source has cancelled', () => {
  it.each([
    ['before it came', []],
    ['after it came', [1]],
  ])('is remembered %s: what is not newer is refused as superseded', async (_, before) => {
    const { send, tray, livePublic } = await newsroom();
    for (const version of before) await send(item(version), '');
    expect(await send(canceled(3))).toMatchObject({
      ...{ outcome: 'cancelled', published: false, errors: [] },
      notes: [{ name: 'cancelled', pointer: '/pubStatus' }],
      incoming: expect.stringMatching(/^incoming_/),
    });
    for (const version of [1, 2, 3])
      expect(await send(item(version, { edNote: 'Again' }))).toMatchObject({
        ...{ outcome: 'refused', published: false },
        errors: [{ pointer: '/version', detail: older }],
      });
    expect(await livePublic()).toBe(0);
    const cancellation = [3, before.length > 0 ? 'waiting' : 'cancelled'];
    const late = [3, 2, 1].map((version) => [version, 'superseded']);
    const applied = before.map((version) => [version, 'applied']);
    // One of a story that is here comes first.
    expect((await tray()).map(({ sourceVersion, state }) => [sourceVersion, state])).toEqual(
      before.length > 0 ? [cancellation, ...late, ...applied] : [...late, cancellation],
    );
  });

  it('is refused by upsert, too, under the same id', async () => {
    const { wire, send } = await newsroom();
    await send(canceled(3));
    const path = `/external-ids/ninjs/${encodeURIComponent(uri)}`;
    const body = { headline: 'Again', bodyText: 'Again.', sourceVersion: 2 };
    const answer = await wire.send('PUT', path, { body });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { detail: older, sourceVersion: 3 }]);
    expect((await wire.send('GET', path)).statusCode).toBe(404);
  });

  it('is not published by itself when a newer version comes, until somebody follows it again', async () => {
    const { house, wire, editor, send, livePublic } = await newsroom();
    await send(canceled(3));
    const { article, ...created } = await send(item(4), '?publish=true');
    expect(created).toMatchObject({
      ...{ outcome: 'created', published: false },
      notes: [
        {
          name: 'notPublished',
          detail:
            'Not published: its source cancelled it before, and the desk has not followed it again since.',
        },
      ],
    });
    const refused = await wire.act(article!, 'publish', {});
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      'Its source cancelled this story, and only a person can publish it; this is the key of a service.',
    ]);
    expect((await wire.act(article!, 'schedule', { at: '2026-11-24T12:00:00Z' })).statusCode).toBe(409);
    expect((await editor.read(article!)).incoming).toMatchObject({
      waiting: 0,
      cancelled: { sourceVersion: 3 },
    });
    expect(await livePublic()).toBe(0);
    await editor.act(article!, 'follow');
    expect((await editor.read(article!)).incoming).toBeUndefined();
    expect(await send(item(5), '?publish=true')).toMatchObject({ outcome: 'updated', published: true });
    expect(await send(item(2))).toMatchObject({ outcome: 'refused' });
    expect(await actionsOn(house, article!)).toContain('article.followed');
  });

  it('stays so when its source is dropped', async () => {
    const { wire, editor, send } = await newsroom();
    await send(canceled(3));
    const { article } = await send(item(4), '?publish=true');
    const { externalIds } = await editor.read(article!);
    const dropping = { ...externalIds[0]!, reason: 'Another desk has it.' };
    expect((await editor.act(article!, 'drop-source', dropping)).statusCode).toBe(200);
    expect((await wire.act(article!, 'publish', {})).statusCode).toBe(409);
    expect((await editor.act(article!, 'publish', {})).statusCode).toBe(200);
  });

  it('is refused itself when its source sent a newer version before', async () => {
    const { send, tray, editor } = await newsroom();
    const { article } = await send(item(4), '?publish=true');
    const detail = 'Its source cancelled an older version (3) after it had sent a newer one (4).';
    expect((await send(canceled(3))).errors).toMatchObject([
      { pointer: '/version', detail: expect.stringContaining(detail) },
    ]);
    expect((await tray())[0]).toMatchObject({ pubStatus: 'canceled', state: 'waiting', urgent: true });
    // As if it had come in time: nothing is taken back, and nothing more goes out by itself.
    const { incoming, publication } = await editor.read(article!);
    expect([incoming?.cancelled?.sourceVersion, publication.state]).toEqual([3, 'live']);
    expect((await send(item(5))).published).toBe(false);
  });

  it.each([
    ['before', [canceled(3), item(4)]],
    ['after', [item(4), canceled(3)]],
  ])('counts in one import, too, where it stands %s a newer version', async (_, items) => {
    const { wire, tray, livePublic } = await newsroom();
    const answer = await wire.send('POST', '/imports?publish=true&change=Updated', { body: items });
    const outcomes = answer
      .json<ImportReport>()
      .results.map(({ outcome, published }) => [outcome, published]);
    expect(outcomes.toSorted()).toEqual([
      ['cancelled', false],
      ['created', false],
    ]);
    expect((await tray()).map(({ sourceVersion, state }) => [sourceVersion, state])).toEqual([
      [4, 'applied'],
      [3, 'cancelled'],
    ]);
    expect(await livePublic()).toBe(0);
  });

  it('ends what waits of the same source, and sets a schedule aside', async () => {
    const { house, editor, send, tray, livePublic } = await newsroom();
    const { article } = await send(item(1), '');
    await editor.patch(article!, { kicker: 'By hand' });
    await send(item(2), '');
    await editor.act(article!, 'schedule', { at: '2026-11-23T13:00:00Z' });
    await send(canceled(3));
    expect((await tray()).map(({ state }) => state)).toEqual(['waiting', 'cancelled', 'applied']);
    expect((await editor.read(article!)).scheduled).toMatchObject({
      failed: { faults: [{ detail: 'Its source cancelled this story.' }] },
    });
    house.clock.advance(2 * 3_600_000);
    await house.catchUp();
    expect(await livePublic()).toBe(0);
  });

  it('keeps nothing of a dry run', async () => {
    const { send, tray } = await newsroom();
    await send(canceled(3), '?dryRun=true');
    expect(await tray()).toEqual([]);
    expect((await send(item(2), '')).outcome).toBe('created');
  });
});

describe('a source that gives a time once, and counts otherwise', () => {
  const timed = item(1, {
    ...{ version: undefined, versionCreated: '2026-11-28T12:00:00Z' },
    headlines: [{ role: 'main', value: 'Timed' }],
  });

  it('is received as if it had counted on', async () => {
    const { send, editor, tray } = await newsroom();
    const { article } = await send(item(1), '?publish=true');
    expect(await send(timed)).toMatchObject({ outcome: 'updated', published: true });
    expect(await send(item(2))).toMatchObject({ outcome: 'updated', published: true });
    expect((await send(item(1, { edNote: 'Late' }))).outcome).toBe('refused');
    expect((await send(canceled(3))).outcome).toBe('cancelled');
    expect((await editor.read(article!)).incoming).toMatchObject({ waiting: 1, cancelled: {} });
    expect((await tray())[0]).toMatchObject({ sourceVersion: 3, state: 'waiting', urgent: true });
    // Nobody can say that it is newer than the cancellation.
    expect((await send({ ...timed, versionCreated: '2026-11-28T13:00:00Z' })).outcome).toBe('refused');
  });
});

describe('the cancellation of a live story', () => {
  async function cancelled() {
    const room = await newsroom();
    const { article } = await room.send(item(1), '?publish=true');
    const { incoming } = await room.send(canceled(2));
    await room.send(item(1, { uri: 'tag:2' }), '');
    return { ...room, id: article!, record: incoming! };
  }

  it('flags it and is listed first, and takes nothing away', async () => {
    const { house, editor, send, tray, livePublic, id, record } = await cancelled();
    expect(await editor.read(id)).toMatchObject({
      publication: { state: 'live' },
      incoming: { waiting: 1, cancelled: { incoming: record, sourceVersion: 2 } },
    });
    expect((await tray())[0]).toMatchObject({ id: record, state: 'waiting', urgent: true });
    expect(await actionsOn(house, id)).toContain('article.sourceCancelled');
    expect((await send(canceled(2))).incoming).toBe(record);
    expect(await livePublic()).toBe(1);
  });

  it('proposes a kill when it is accepted, which a chief does', async () => {
    const { wire, editor, chief, tray, id, record } = await cancelled();
    async function accept(desk: typeof wire, body: object) {
      const { etag } = await editor.read(id);
      return desk.send('POST', `/incoming/${record}/accept`, { body, etag });
    }
    expect((await accept(wire, { notice: 'N.' })).statusCode).toBe(409);
    expect((await accept(editor, {})).json().errors).toMatchObject([{ pointer: '/notice' }]);
    const answer = await accept(editor, { notice: 'This was withdrawn by its source.' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      killProposed: { reason: 'Its source cancelled it.', notice: 'This was withdrawn by its source.' },
      publication: { state: 'live' },
    });
    expect((await tray('?state=accepted')).map((one) => one.id)).toEqual([record]);
    const killed = await chief.act(id, 'kill', { reason: 'Cancelled.', notice: 'It was withdrawn.' });
    expect(killed.json().publication.state).toBe('killed');
  });

  it('needs nothing more once the story is taken away', async () => {
    const { editor, tray, id } = await cancelled();
    await editor.act(id, 'unpublish', { reason: 'Its source cancelled it.' });
    const { urgent, state } = (await tray('?pubStatus=canceled'))[0]!;
    expect([urgent, state]).toEqual([undefined, 'cancelled']);
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 0, cancelled: {} });
  });

  it('is dismissed by whoever keeps the story, and still nothing of it is published by itself', async () => {
    const { editor, send, id, record } = await cancelled();
    const body = { reason: 'It is our own reporting.' };
    await editor.send('POST', `/incoming/${record}/dismiss`, { body });
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 0 });
    expect(await send(item(3))).toMatchObject({ outcome: 'updated', published: false });
    expect((await send(item(2))).outcome).toBe('refused');
  });
});
