/** Items of an import that are no stories, or have no name: each is on record, or the report says why not. */
import { describe, expect, it } from 'vitest';
import { wireItem, wireUri } from '../../support/wire-item.ts';
import { openWireRoom } from '../../support/wire-room.ts';

describe('an item that is no story', () => {
  it.each(['picture', 'graphic', 'video', 'event', 'unknown'])('is on record: %s', async (type) => {
    const { send, tray, editor } = await openWireRoom();
    const told = await send(wireItem(1, { type }));
    expect(told).toMatchObject({ outcome: 'refused', errors: [{ pointer: '/type' }] });
    expect(await tray()).toMatchObject([{ id: told.incoming, state: 'waiting', source: { value: wireUri } }]);
    const shown = (await editor.send('GET', `/incoming/${told.incoming}`)).json();
    expect(shown.sent).toMatchObject({ type, uri: wireUri });
    const body = { reason: 'No story.' };
    expect((await editor.send('POST', `/incoming/${told.incoming}/dismiss`, { body })).statusCode).toBe(200);
    expect((await send(wireItem(1, { type }))).incoming).toBe(told.incoming);
  });

  it.each(['picture', 'video'])('is remembered where it is canceled: %s', async (type) => {
    const { send, tray } = await openWireRoom();
    const { outcome, incoming } = await send(wireItem(2, { type, pubStatus: 'canceled' }));
    expect([outcome, incoming]).toEqual(['cancelled', (await tray())[0]!.id]);
    expect((await send(wireItem(1))).outcome).toBe('refused');
  });
});

describe('an item whose uri cannot be a name', () => {
  it.each([
    ['long', 'x'.repeat(201)],
    ['a number', 7],
    ['empty', ''],
    ['a list', ['tag:1']],
  ])('leaves no record, and the report says so at /uri: %s', async (_, uri) => {
    const { send, tray } = await openWireRoom();
    for (const fields of [
      {},
      { type: 'picture' },
      { pubStatus: 'canceled' },
      { type: 'picture', pubStatus: 'canceled' },
    ]) {
      const { outcome, incoming, errors } = await send(wireItem(1, { ...fields, uri }));
      expect([outcome, incoming]).toEqual(['refused', undefined]);
      expect(errors.map(({ pointer }) => pointer)).toContain('/uri');
    }
    expect(await tray()).toEqual([]);
  });
});
