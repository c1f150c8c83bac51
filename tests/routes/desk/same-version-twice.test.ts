import { describe, expect, it } from 'vitest';
import { wireItem } from '../../support/wire-item.ts';
import { openWireRoom, wireCancels } from '../../support/wire-room.ts';

describe('one import with the same version twice', () => {
  const other = { headlines: [{ value: 'Another text' }] };

  it.each([
    ['a new story', []],
    ['a story that is live', [wireItem(1)]],
  ])('of %s publishes the first, and lets the other content wait', async (_, before) => {
    const { sendAll, tray, headlineLive } = await openWireRoom();
    for (const one of before) await sendAll(one);
    const results = await sendAll([wireItem(1, other), wireItem(2), wireItem(2, other)]);
    const first = before.length > 0 ? 'updated' : 'created';
    expect(results.map(({ outcome, published }) => [outcome, published])).toEqual([
      ['superseded', false],
      [first, true],
      ['waiting', false],
    ]);
    expect(results[2]!.notes[0]!.detail).toContain('Its source sent version 2 before with other content.');
    expect(await headlineLive()).toBe('Version 2');
    expect((await tray('?state=waiting')).map(({ headline }) => headline)).toEqual(['Another text']);
  });

  it('says in a dry run what would become of each', async () => {
    for (const items of [
      [wireItem(2), wireItem(2, other)],
      [wireItem(2), wireCancels(2)],
      [wireItem(1), wireCancels(2)],
      [wireCancels(5), wireItem(1)],
    ]) {
      const { sendAll } = await openWireRoom();
      const publish = '?publish=true&change=Updated';
      const [said, done] = [await sendAll(items, `${publish}&dryRun=true`), await sendAll(items, publish)];
      expect(said.map(({ outcome, published }) => [outcome, published])).toEqual(
        done.map(({ outcome, published }) => [outcome, published]),
      );
    }
  });

  it('of which the second repeats the first is one version', async () => {
    const { sendAll, tray } = await openWireRoom();
    const results = await sendAll([wireItem(2), wireItem(2)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged']);
    expect(await tray()).toHaveLength(1);
  });
});
