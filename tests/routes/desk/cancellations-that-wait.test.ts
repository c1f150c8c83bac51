import { describe, expect, it } from 'vitest';
import { wireItem } from '../../support/wire-item.ts';
import { openWireRoom, wireCancels } from '../../support/wire-room.ts';

async function cancelledRoom(query: string) {
  const room = await openWireRoom();
  const { article } = await room.send(wireItem(1), query);
  const id = article!;
  async function expectWaiting(incoming: string) {
    expect((await room.tray())[0]).toMatchObject({ id: incoming, state: 'waiting', urgent: true });
    expect((await room.editor.read(id)).incoming).toMatchObject({ waiting: 1, cancelled: { incoming } });
  }
  return { ...room, id, expectWaiting };
}

describe('a cancellation that waits', () => {
  it.each([
    ['in time', 2],
    ['too late', 0],
  ])('waits again when the kill that it led to is cancelled: one that came %s', async (_, version) => {
    const { editor, chief, send, tray, id, expectWaiting } = await cancelledRoom('?publish=true');
    const { incoming } = await send(wireCancels(version, { version: `${version}` }));
    const { etag } = await editor.read(id);
    const body = { notice: 'Its source took it back.' };
    const accepted = await editor.send('POST', `/incoming/${incoming}/accept`, { body, etag });
    expect(accepted.statusCode, accepted.body).toBe(200);
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 0 });
    const kept = await chief.act(id, 'cancel-kill', { reason: 'It is our own reporting.' });
    expect(kept.json().incoming).toMatchObject({ waiting: 1 });
    await expectWaiting(incoming!);
    expect((await tray())[0]!.decided).toBeUndefined();
    await editor.send('POST', `/incoming/${incoming}/dismiss`, { body: { reason: 'Ours.' } });
    expect((await editor.read(id)).incoming).toMatchObject({ waiting: 0 });
  });

  it('does not wait for a story that was taken away meanwhile, until it is published again', async () => {
    const { editor, chief, send, tray, id, expectWaiting } = await cancelledRoom('?publish=true');
    const { incoming } = await send(wireCancels(2));
    const { etag } = await editor.read(id);
    await editor.send('POST', `/incoming/${incoming}/accept`, { body: { notice: 'Taken back.' }, etag });
    await chief.act(id, 'withdraw', { reason: 'Its source cancelled it.', notice: 'Taken back.' });
    await chief.act(id, 'cancel-kill', { reason: 'It is withdrawn.' });
    expect((await tray('?state=waiting')).map((one) => one.id)).toEqual([]);
    await chief.act(id, 'publish', { change: { kind: 'update', text: 'Ours.' } });
    await expectWaiting(incoming!);
  });

  it('ends while the draft is deleted, and waits again once it is restored', async () => {
    const { editor, send, tray, id, expectWaiting } = await cancelledRoom('');
    const { incoming } = await send(wireCancels(2));
    const { etag } = await editor.read(id);
    await editor.send('DELETE', `/articles/${id}`, { etag });
    expect((await tray())[0]).toMatchObject({ id: incoming, state: 'cancelled' });
    await editor.act(id, 'undelete');
    await expectWaiting(incoming!);
  });

  it.each([2, 0])('waits once a draft is restored that was deleted before it came (%i)', async (version) => {
    const { editor, send, tray, id, expectWaiting } = await cancelledRoom('');
    const { etag } = await editor.read(id);
    await editor.send('DELETE', `/articles/${id}`, { etag });
    const { incoming } = await send(wireCancels(version, { version: `${version}` }));
    expect((await tray())[0]!.urgent).toBeUndefined();
    await editor.act(id, 'undelete');
    await expectWaiting(incoming!);
  });
});
