import { expect, it } from 'vitest';
import { trackFilesInUse } from '../../../src/foundation/files/files-in-use.ts';

const key = 'originals/a.jpg';

/** A promise that is kept when the test says so. */
function promised() {
  let keep!: () => void;
  const kept = new Promise<void>((resolve) => (keep = resolve));
  return { kept, keep };
}

it('a file that two hold stays until the second lets go', async () => {
  const filesInUse = trackFilesInUse();
  const [first, second] = [promised(), promised()];
  const whileInUse = [first, second].map(({ kept }) => filesInUse.whileInUse([key], () => kept));
  first.keep();
  await whileInUse[0];
  expect(await filesInUse.unlessInUse(key, async () => true)).toBe(false);
  second.keep();
  await whileInUse[1];
  expect(await filesInUse.unlessInUse(key, async () => true)).toBe(true);
});

it('a file that is leaving is held only when it is gone', async () => {
  const filesInUse = trackFilesInUse();
  const removal = promised();
  const happened: string[] = [];
  const leaving = filesInUse.unlessInUse(key, async () => {
    await removal.kept;
    happened.push('gone');
    return true;
  });
  const held = filesInUse.whileInUse([key], async () => void happened.push('held'));
  removal.keep();
  await Promise.all([leaving, held]);
  expect(happened).toEqual(['gone', 'held']);
});

it('a removal that fails keeps nobody from the file', async () => {
  const filesInUse = trackFilesInUse();
  const leaving = filesInUse.unlessInUse(key, () => Promise.reject(new Error('The disk is gone.')));
  const held = filesInUse.whileInUse([key], async () => 'held');
  await expect(leaving).rejects.toThrow('The disk is gone.');
  expect(await held).toBe('held');
});
