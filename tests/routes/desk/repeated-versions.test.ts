/** A robot that sends again what it sent: a repetition changes nothing, whatever the desk did meanwhile. */
import { describe, expect, it } from 'vitest';
import { wireItem } from '../../support/wire-item.ts';
import { openWireRoom } from '../../support/wire-room.ts';

async function twoPublished() {
  const room = await openWireRoom();
  const { article } = await room.send(wireItem(1));
  await room.send(wireItem(2));
  return { ...room, id: article! };
}

const change = { kind: 'update', text: 'Brought back.' };

describe('a version that is sent again', () => {
  it('does not undo that the desk published an older version', async () => {
    const { chief, send, headlineLive, id } = await twoPublished();
    expect((await chief.act(id, 'publish', { version: 1, change })).statusCode).toBe(200);
    const before = await chief.read(id);
    expect(await send(wireItem(2))).toMatchObject({
      ...{ outcome: 'unchanged', published: false },
      notes: [
        {
          name: 'notPublished',
          detail: 'Not published: it is on record already, and the desk has published another version since.',
        },
      ],
    });
    expect([(await chief.read(id)).etag, await headlineLive()]).toEqual([before.etag, 'Version 1']);
    expect((await send(wireItem(3))).published).toBe(true);
  });

  it('does not undo a mend of what is live', async () => {
    const { editor, send, headlineLive, id } = await twoPublished();
    await editor.patch(id, { headline: 'A rewrite' });
    const mend = { base: 'live', patch: { headline: 'Mended' }, change };
    expect((await editor.act(id, 'publish', mend)).statusCode).toBe(200);
    expect(await send(wireItem(2))).toMatchObject({ outcome: 'unchanged', published: false });
    expect(await headlineLive()).toBe('Mended');
  });

  it('publishes no draft that somebody restored', async () => {
    const { editor, send, headlineLive, id } = await twoPublished();
    await editor.act(id, 'versions/1/restore', undefined);
    expect(await send(wireItem(2))).toMatchObject({ outcome: 'unchanged', published: false });
    expect(await headlineLive()).toBe('Version 2');
  });

  it('is published where it came without that before', async () => {
    const { send, headlineLive } = await openWireRoom();
    await send(wireItem(1), '');
    expect(await send(wireItem(1))).toMatchObject({ outcome: 'unchanged', published: true });
    await send(wireItem(2), '');
    expect(await send(wireItem(2))).toMatchObject({ outcome: 'unchanged', published: true });
    expect(await headlineLive()).toBe('Version 2');
  });

  it('does not undo what its own key has changed since', async () => {
    const { wire, send, id } = await twoPublished();
    await wire.patch(id, { headline: 'By its own key' });
    expect((await send(wireItem(2))).outcome).toBe('unchanged');
    const path = '/external-ids/feed/1';
    const body = { headline: 'Sent', bodyText: 'Sent.', sourceVersion: 1 };
    const { id: other } = (await wire.send('PUT', path, { body })).json();
    await wire.patch(other, { headline: 'By its own key' });
    expect((await wire.send('PUT', path, { body })).json().headline).toBe('By its own key');
    expect((await wire.read(id)).headline).toBe('By its own key');
  });
});
