/** What a wire robot sends with a key for some sections, of stories that are in others: it waits, and changes nothing. */
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../../src/desk/incoming/schema.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { givenSection } from '../../support/given.ts';
import { wireItem, wireUri } from '../../support/wire-item.ts';
import { openWireRoom, wireCancels } from '../../support/wire-room.ts';

const why = 'It was sent with a key that is narrowed to some sections, and this story is outside of them.';
const path = `/external-ids/ninjs/${encodeURIComponent(wireUri)}`;
const inSport = { subjects: [{ name: 'Sport', uri: 'Sport', rel: 'section' }] };
const inWorld = { subjects: [{ name: 'World', uri: 'World', rel: 'section' }] };

/** A robot for sport, a chief for sport, and a live story that the robot sent and an editor moved to world. */
async function openOffice() {
  const room = await openWireRoom();
  const { house } = room;
  const admin = await deskOf(house, 'admin');
  await givenSection(house, { name: 'Sport' });
  await givenSection(house, { name: 'World' });
  async function narrowed(kind: 'service' | 'person'): Promise<Desk> {
    const body = { name: 'Sport', role: 'chief', sections: ['sport'], actor: { name: 'Sport', kind } };
    const { secret } = (await admin.send('POST', '/keys', { body })).json<{ secret: string }>();
    return deskWith(house, { authorization: `Bearer ${secret}` });
  }
  const [robot, sports] = [await narrowed('service'), await narrowed('person')];
  const { article } = await room.send(wireItem(1, inSport), '?publish=true', robot);
  const id = article!;
  await admin.patch(id, { section: 'world' });
  await admin.act(id, 'publish', { change: { kind: 'update', text: 'Moved.' } });
  const { etag } = await admin.read(id);
  async function expectUnchanged() {
    const story = await admin.read(id);
    expect([story.etag, story.publication.state]).toEqual([etag, 'live']);
  }
  return { ...room, admin, robot, sports, id, expectUnchanged };
}

describe('what a key for some sections sends of a story that has left them', () => {
  it('waits, and the answer says only that', async () => {
    const { robot, send, editor, tray, id, expectUnchanged } = await openOffice();
    const body = { headline: 'Sent', bodyText: 'Sent.', section: 'sport', sourceVersion: 2 };
    const answer = await robot.send('PUT', path, { body });
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      202,
      `/v1/desk/incoming/${answer.json<Incoming>().id}`,
    ]);
    expect(Object.keys(answer.json()).toSorted()).toEqual(
      [
        'id',
        'source',
        'sourceVersion',
        'pubStatus',
        'state',
        'why',
        'headline',
        'arrivedAt',
        'by',
      ].toSorted(),
    );
    expect(answer.json()).toMatchObject({ state: 'waiting', why });
    const told = await send(wireItem(3, inSport), '?publish=true&change=New', robot);
    expect(told).toMatchObject({
      ...{ outcome: 'waiting', published: false, errors: [] },
      notes: [{ name: 'waiting', detail: `${why} It waits for the desk: ${told.incoming}.` }],
    });
    expect([told.article, told.version]).toEqual([undefined, undefined]);
    expect((await send(wireItem(3, inSport), '', robot)).incoming).toBe(told.incoming);
    await expectUnchanged();
    expect(await tray('?state=waiting')).toMatchObject([{ id: told.incoming, why, article: { id } }]);
    const shown = (await editor.send('GET', `/incoming/${told.incoming}`)).json();
    expect(shown.diff).toBeDefined();
    const { etag } = await editor.read(id);
    const accepted = await editor.send('POST', `/incoming/${told.incoming}/accept`, { body: {}, etag });
    expect([accepted.statusCode, accepted.json().headline]).toEqual([200, 'Version 3']);
  });

  it.each([
    ['one that it sent', 1],
    ['one that is older', 0],
    ['one that waits', 5],
  ])('is told the same whatever is known of the story: %s', async (_, version) => {
    const { robot, send, wire } = await openOffice();
    await wire.send('PUT', path, { body: { headline: 'Wide', sourceVersion: 4 } });
    const item = { ...inSport, version: `${version}` };
    expect(await send(wireItem(version, item), '', robot)).toMatchObject({
      ...{ outcome: 'waiting', errors: [] },
      notes: [{ detail: expect.stringContaining(why) }],
    });
  });

  it('is told the same of one that was killed', async () => {
    const { robot, send, chief, tray, id } = await openOffice();
    await chief.act(id, 'kill', { reason: 'Wrong.', notice: 'It was wrong.' });
    for (const item of [wireItem(2, inSport), wireCancels(3, inSport)])
      expect(await send(item, '', robot)).toMatchObject({ outcome: 'waiting', errors: [] });
    expect((await tray('?state=waiting')).length).toBe(0);
  });

  it('refuses no version of the other keys, and ends no waiting of theirs', async () => {
    const { robot, send, wire, editor, tray, id } = await openOffice();
    await editor.patch(id, { kicker: 'By hand' });
    expect((await send(wireItem(4, inWorld), '', wire)).outcome).toBe('waiting');
    await send(wireItem(99, inSport), '', robot);
    expect((await send(wireItem(5, inWorld), '', wire)).outcome).toBe('waiting');
    const waiting = (await tray('?state=waiting')).map(({ sourceVersion }) => sourceVersion);
    expect(waiting).toEqual([5, 99]);
    expect((await send(wireItem(99, inSport), '', wire)).outcome).toBe('waiting');
    await editor.act(id, 'follow');
    expect((await send(wireItem(100, inWorld), '', wire)).outcome).toBe('updated');
    expect(await tray('?state=waiting')).toEqual([]);
  });

  it('is a cancellation: it is listed first, marks the story and leads to a kill', async () => {
    const { robot, sports, send, editor, chief, tray, id, expectUnchanged } = await openOffice();
    const told = await send(wireCancels(2), '', robot);
    expect(told).toMatchObject({ outcome: 'waiting', notes: [{ detail: expect.stringContaining(why) }] });
    expect([told.article, (await send(wireCancels(2), '', robot)).incoming]).toEqual([
      undefined,
      told.incoming,
    ]);
    await expectUnchanged();
    expect((await tray())[0]).toMatchObject({ id: told.incoming, state: 'waiting', urgent: true, why });
    expect((await editor.read(id)).incoming).toMatchObject({
      ...{ waiting: 1, cancelled: { incoming: told.incoming } },
    });
    const { etag } = await editor.read(id);
    const accepting = { body: { notice: 'Its source took it back.' }, etag };
    expect((await sports.send('POST', `/incoming/${told.incoming}/accept`, accepting)).statusCode).toBe(403);
    expect((await editor.send('POST', `/incoming/${told.incoming}/accept`, accepting)).statusCode).toBe(200);
    expect((await chief.act(id, 'kill', { reason: 'R', notice: 'N' })).statusCode).toBe(200);
  });

  it('is a cancellation that refuses no version, until a key for all sections sends it, too', async () => {
    const { robot, send, wire, tray } = await openOffice();
    const { incoming } = await send(wireCancels(3), '', robot);
    expect(await send(wireItem(2, inWorld), '?publish=true&change=New', wire)).toMatchObject({
      ...{ published: false, outcome: 'waiting' },
    });
    expect(await send(wireCancels(3), '', wire)).toMatchObject({ outcome: 'cancelled', incoming });
    expect((await send(wireItem(3, inWorld), '', wire)).outcome).toBe('refused');
    expect((await tray('?state=waiting')).map(({ id }) => id)).toEqual([incoming]);
  });

  it('leaves a schedule as it is', async () => {
    const { robot, send, editor, wire } = await openOffice();
    const { article } = await send(wireItem(1, { ...inWorld, uri: 'tag:2' }), '', wire);
    await editor.act(article!, 'schedule', { at: '2045-01-01T00:00:00Z' });
    await send(wireCancels(2, { uri: 'tag:2' }), '', robot);
    expect((await editor.read(article!)).scheduled?.failed).toBeUndefined();
  });
});

describe('what a key for some sections sends of a story that is not here', () => {
  it.each([
    ['without a section', {}],
    ['with another section', inWorld],
  ])('%s waits, and is accepted as a new one', async (_, fields) => {
    const { robot, send, editor, tray } = await openOffice();
    const told = await send(wireItem(1, { uri: 'tag:new', ...fields }), '?publish=true', robot);
    expect(told).toMatchObject({
      ...{ outcome: 'waiting', published: false, errors: [] },
      notes: [{ detail: `${why} It waits for the desk: ${told.incoming}.` }],
    });
    expect((await tray('?state=waiting'))[0]).toMatchObject({ id: told.incoming, why });
    const accepted = await editor.send('POST', `/incoming/${told.incoming}/accept`, { body: {} });
    expect([accepted.statusCode, accepted.json().headline]).toEqual([201, 'Version 1']);
  });

  it('moves no story of its own elsewhere', async () => {
    const { robot, send, admin } = await openOffice();
    const uri = 'tag:own';
    const { article } = await send(wireItem(1, { uri, ...inSport }), '', robot);
    expect((await send(wireItem(2, { uri, ...inWorld }), '', robot)).outcome).toBe('waiting');
    expect((await send(wireItem(1, { uri, ...inWorld, edNote: 'Late' }), '', robot)).outcome).toBe('waiting');
    expect((await admin.read(article!)).section?.slug).toBe('sport');
    expect((await send(wireItem(3, { uri, ...inSport }), '', robot)).outcome).toBe('updated');
  });

  it('is cancelled: that waits, and the story that comes is marked', async () => {
    const { robot, send, editor, tray, wire } = await openOffice();
    const uri = 'tag:new';
    const { incoming, outcome } = await send(wireCancels(2, { uri }), '', robot);
    expect(outcome).toBe('waiting');
    const [record] = await tray('?state=waiting');
    expect([record!.id, record!.urgent]).toEqual([incoming, undefined]);
    const refused = await editor.send('POST', `/incoming/${incoming}/accept`, { body: { notice: 'N' } });
    expect(refused.statusCode).toBe(409);
    const created = await send(wireItem(1, { uri, ...inSport }), '?publish=true', robot);
    expect(created).toMatchObject({ outcome: 'created', published: false });
    expect((await tray())[0]).toMatchObject({ id: incoming, urgent: true, article: { id: created.article } });
    expect((await send(wireCancels(2, { uri: 'tag:x', ...inSport }), '', robot)).outcome).toBe('cancelled');
    expect((await send(wireItem(1, { uri: 'tag:x', ...inSport }), '', wire)).outcome).toBe('refused');
  });

  it('is on record where it cannot be read, too', async () => {
    const { robot, send, tray } = await openOffice();
    const { incoming, outcome } = await send(wireItem(1, { uri: 'tag:new', bodies: 7 }), '', robot);
    expect([outcome, (await tray('?state=waiting'))[0]!.id]).toEqual(['refused', incoming]);
  });
});
