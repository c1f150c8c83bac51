import { describe, expect, it } from 'vitest';
import { actionsOn } from '../../support/at-desk.ts';
import { wireItem } from '../../support/wire-item.ts';
import { openWireRoom, wireCancels } from '../../support/wire-room.ts';

const why = 'Its source cancelled an older version (2) after it had sent a newer one (3).';

async function lateFor(query: string) {
  const room = await openWireRoom();
  const { article } = await room.send(wireItem(3), query);
  const told = await room.send(wireCancels(2));
  return { ...room, id: article!, told };
}

describe('a cancellation that comes after a newer version', () => {
  it.each([
    ['a live story', '?publish=true'],
    ['a draft', ''],
  ])('of %s is listed first and flags it', async (_, query) => {
    const { house, editor, tray, send, id, told } = await lateFor(query);
    expect(told).toMatchObject({
      ...{ outcome: 'refused', published: false },
      errors: [{ pointer: '/version', detail: `${why} It waits for the desk: ${told.incoming}.` }],
    });
    await send(wireItem(1, { uri: 'tag:2' }), '');
    expect((await tray())[0]).toMatchObject({ id: told.incoming, state: 'waiting', urgent: true, why });
    expect((await editor.read(id)).incoming).toMatchObject({
      ...{ waiting: 1, cancelled: { incoming: told.incoming } },
    });
    expect(await actionsOn(house, id)).toContain('article.sourceCancelled');
  });

  it('is told the same when it comes again, whatever became of it', async () => {
    const { editor, send, told } = await lateFor('?publish=true');
    expect(await send(wireCancels(2))).toMatchObject({ outcome: 'refused', incoming: told.incoming });
    await editor.send('POST', `/incoming/${told.incoming}/dismiss`, { body: { reason: 'It is old.' } });
    expect(await send(wireCancels(2))).toMatchObject({
      ...{ outcome: 'refused', incoming: told.incoming },
      errors: [{ detail: why }],
    });
  });

  it('takes nothing back: what waits goes on waiting, and the same version may come again', async () => {
    const { editor, send, tray, id } = await lateFor('');
    await editor.patch(id, { kicker: 'By hand' });
    expect((await send(wireItem(4))).outcome).toBe('waiting');
    await send(wireCancels(1));
    const states = (await tray()).map(({ sourceVersion, state }) => [sourceVersion, state]);
    expect(states).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
      [4, 'waiting'],
      [3, 'applied'],
    ]);
    expect((await send(wireItem(5))).outcome).toBe('waiting');
    expect((await send(wireItem(undefined))).outcome).toBe('waiting');
  });

  it('hides no cancellation that came in time', async () => {
    const { send } = await openWireRoom();
    await send(wireCancels(3));
    await send(wireCancels(2));
    expect(await send(wireItem(3))).toMatchObject({
      ...{ outcome: 'refused' },
      errors: [{ detail: 'Its source cancelled this story with version 3, and this one is not newer.' }],
    });
  });

  it('proposes a kill when it is accepted', async () => {
    const { editor, chief, id, told } = await lateFor('?publish=true');
    const { etag } = await editor.read(id);
    const body = { notice: 'Its source took it back.' };
    const accepted = await editor.send('POST', `/incoming/${told.incoming}/accept`, { body, etag });
    expect([accepted.statusCode, accepted.json().killProposed]).toMatchObject([200, body]);
    const killed = await chief.act(id, 'kill', { reason: 'Cancelled.', notice: 'It was taken back.' });
    expect(killed.json().publication.state).toBe('killed');
  });

  it('sets a schedule aside, as one that comes in time', async () => {
    const { house, editor, send, headlineLive } = await openWireRoom();
    const { article } = await send(wireItem(3), '');
    await editor.act(article!, 'schedule', { at: '2026-11-23T13:00:00Z' });
    await send(wireCancels(2));
    house.clock.advance(2 * 3_600_000);
    await house.catchUp();
    expect(await headlineLive()).toBeUndefined();
  });

  it('needs nothing more once the story is taken away, and waits again when it is live again', async () => {
    const { editor, tray, id, told } = await lateFor('?publish=true');
    await editor.act(id, 'unpublish', { reason: 'Its source cancelled it.' });
    expect((await tray('?pubStatus=canceled'))[0]).toMatchObject({ state: 'superseded' });
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 0, cancelled: {} });
    await editor.act(id, 'publish', {});
    expect((await tray())[0]).toMatchObject({ id: told.incoming, state: 'waiting', urgent: true });
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 1 });
  });

  it('is passed over where there is no story, and marks the one that comes', async () => {
    const { editor, send, tray } = await openWireRoom();
    await send(wireCancels(3), '');
    expect((await send(wireCancels(2))).outcome).toBe('refused');
    const states = (await tray()).map(({ state, urgent }) => [state, urgent]);
    expect(states).toEqual([
      ['superseded', undefined],
      ['cancelled', undefined],
    ]);
    const { article } = await send(wireItem(4), '');
    expect((await editor.read(article!)).incoming).toMatchObject({ cancelled: {} });
  });
});
