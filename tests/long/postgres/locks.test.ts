/** Locks that servers share. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { trackFilesInUse } from '../../../src/foundation/files/files-in-use.ts';
import { programs, startServer } from '../../support/postgres-server.ts';

const key = 'originals/a.jpg';

/** What two servers on one database know of files in use. */
async function givenTwo() {
  const server = await startServer();
  onTestFinished(server.remove);
  const engine = await engineAt(server.url);
  const [one, other] = [
    await engine.open({ clock: { now: () => 0 } }),
    await engine.open({ clock: { now: () => 0 } }),
  ];
  onTestFinished(async () => {
    await one.close();
    await other.close();
  });
  return [trackFilesInUse(one.locks), trackFilesInUse(other.locks)] as const;
}

describe.skipIf(!programs)('a file of two servers', () => {
  it('is not removed by one while the other is about to name it', async () => {
    const [one, other] = await givenTwo();
    await one.whileInUse([key, 'originals/b.jpg'], async () => {
      expect(await other.unlessInUse(key, async () => true)).toBe(false);
      expect(await other.unlessInUse('originals/c.jpg', async () => true)).toBe(true);
      await other.whileInUse([key], async () => undefined);
    });
    expect(await other.unlessInUse(key, async () => true)).toBe(true);
  });

  it('that is leaving is named by the other only when it is gone', async () => {
    const [one, other] = await givenTwo();
    const happened: string[] = [];
    let named: Promise<void> | undefined;
    await one.unlessInUse(key, async () => {
      named = other.whileInUse([key], async () => void happened.push('named'));
      // The other asks meanwhile, and waits.
      await one.whileInUse(['originals/b.jpg'], async () => undefined);
      happened.push('gone');
      return true;
    });
    await named;
    expect(happened).toEqual(['gone', 'named']);
  });
});
