import { expect, it } from 'vitest';
import { openHolds } from '../../../src/foundation/files/holds.ts';

const key = 'originals/a.jpg';

/** A promise that is kept when the test says so. */
function promised() {
  let keep!: () => void;
  const kept = new Promise<void>((resolve) => (keep = resolve));
  return { kept, keep };
}

it('a file that two hold stays until the second lets go', async () => {
  const holds = openHolds();
  const [first, second] = [promised(), promised()];
  const holding = [first, second].map(({ kept }) => holds.holding([key], () => kept));
  first.keep();
  await holding[0];
  expect(await holds.unlessHeld(key, async () => true)).toBe(false);
  second.keep();
  await holding[1];
  expect(await holds.unlessHeld(key, async () => true)).toBe(true);
});

it('a file that is leaving is held only when it is gone', async () => {
  const holds = openHolds();
  const removal = promised();
  const happened: string[] = [];
  const leaving = holds.unlessHeld(key, async () => {
    await removal.kept;
    happened.push('gone');
    return true;
  });
  const held = holds.holding([key], async () => void happened.push('held'));
  removal.keep();
  await Promise.all([leaving, held]);
  expect(happened).toEqual(['gone', 'held']);
});

it('a removal that fails keeps nobody from the file', async () => {
  const holds = openHolds();
  const leaving = holds.unlessHeld(key, () => Promise.reject(new Error('The disk is gone.')));
  const held = holds.holding([key], async () => 'held');
  await expect(leaving).rejects.toThrow('The disk is gone.');
  expect(await held).toBe('held');
});
