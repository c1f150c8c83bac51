import type { FastifyBaseLogger } from 'fastify';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import { createBackupJob } from './backup/job.ts';
import { openPlace } from './backup/place.ts';
import type { Config } from './settings/config.ts';

/** The backups that the server makes by itself; nothing where BACKUP_TO is not set. */
export function openOwnBackups(
  { backup, scratchDir }: Pick<Config, 'backup' | 'scratchDir'>,
  { locks }: Pick<Database, 'locks'>,
  log: () => FastifyBaseLogger,
) {
  const { to, everyMs } = backup;
  if (to === undefined) return undefined;
  const job = createBackupJob({
    ...{ place: openPlace(to, { ...backup, scratchDir }), everyMs, clock: systemClock, locks },
    report: (level, details, message) => log()[level](details, message),
  });
  return {
    checks: { backup: job.check },
    stats: () => ({ ...job.stats(), everyMs }),
    /** Begins, and gives a function that ends it. */
    async start(): Promise<() => Promise<void>> {
      const stopAsking = await everySecond(
        async () => job.step(),
        (err) => log().error({ err }, 'backups could not be begun; trying again in a second'),
      );
      return async function stop() {
        await stopAsking();
        await job.stop();
      };
    },
  };
}
