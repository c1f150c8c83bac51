import { describe, expect, it } from 'vitest';
import { createBackupJob } from '../../src/main/backup/job.ts';
import { givenBackups } from '../support/backups.ts';
import { openHouse } from '../support/house.ts';
import { onPostgres } from '../support/postgres.ts';

const hourMs = 3_600_000;

// A server's database is backed up by the tools of that server.
describe.skipIf(onPostgres)('backups by the server itself', () => {
  it('are made when the newest is old enough, and once more soon after a failure, which is told once', async () => {
    const house = await openHouse({ seed: 'none' });
    const backups = await givenBackups(house);
    await backups.take();
    const told: string[] = [];
    let fails = true;
    let tries = 0;
    const job = createBackupJob({
      place: backups.place,
      everyMs: hourMs,
      clock: house.clock,
      run: async () => {
        tries += 1;
        if (fails) throw new Error('The disk is full.');
        return backups.take();
      },
      report: (level, details, message) =>
        told.push(
          [level, message, ...('err' in details ? [(details['err'] as Error).message] : [])].join(': '),
        ),
    });
    async function step(afterMs: number): Promise<void> {
      house.clock.advance(afterMs);
      job.step();
      await job.settled();
    }
    await step(hourMs - 1);
    expect(tries).toBe(0);
    await step(1);
    await step(1);
    const again = new Date(house.clock.now() - 1 + hourMs / 4).toISOString();
    const failure = `error: the backup to ${backups.folder} failed; it is tried again at ${again}: The disk is full.`;
    expect([tries, told]).toEqual([1, [failure]]);
    await expect(job.check()).rejects.toThrow('The disk is full.');
    fails = false;
    await step(hourMs / 4);
    await job.check();
    expect(told).toEqual([failure, expect.stringMatching(/^info: backup \S+Z in \S+ is made$/)]);
    const { lastAt, ...counted } = job.stats();
    expect(counted).toMatchObject({ backups: 1, failures: 1, lastSeconds: expect.any(Number) });
    expect(lastAt).toBe(house.clock.now());
    await step(hourMs - 1);
    expect(tries).toBe(2);
    await step(1);
    expect(tries).toBe(3);
  });
});
