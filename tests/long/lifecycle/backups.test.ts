import { describe, expect, it } from 'vitest';
import { givenBackups } from '../../support/backups.ts';
import { openHouse } from '../../support/house.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';

describe('backups by the server itself', () => {
  it('are made in a process of their own; where they cannot be, readiness and one line of the log say so', async () => {
    const folder = await givenFolder();
    const to = `${folder}/backups-of-it`;
    const good = startDateline({ DATA_DIR: `${folder}/data`, BACKUP_TO: to, STOP_DELAY: '0' });
    await good.address();
    const house = await openHouse({ seed: 'none' });
    const backups = await givenBackups(house, to);
    await expect.poll(() => backups.verify().catch(() => undefined), { timeout: 20_000 }).toBeDefined();
    good.child.kill('SIGTERM');
    expect(await good.ended).toBe(0);
    const bad = startDateline({ DATA_DIR: `${folder}/data`, BACKUP_TO: '/proc/none', STOP_DELAY: '0' });
    const ready = new URL('/health/ready', await bad.address());
    await expect
      .poll(async () => (await (await fetch(ready)).json()) as object, { timeout: 20_000 })
      .toMatchObject({ degraded: ['backup'] });
    const lines = bad
      .logged()
      .split('\n')
      .filter((line) => line.includes('failed; it is tried again at'));
    expect(lines).toHaveLength(1);
  });
});
