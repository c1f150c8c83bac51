import type { FastifyBaseLogger } from 'fastify';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { engineAt } from '../foundation/database/engines/engine-at.ts';
import { watchDatabase } from '../foundation/database/watch.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import type { Config } from './settings/config.ts';

/** Looks after the database while a server runs: its log, its disks, and whether it can be written. */
export async function openUpkeep(
  { databaseUrl, databaseFolder, mediaDir }: Pick<Config, 'databaseUrl' | 'databaseFolder' | 'mediaDir'>,
  database: Database,
  log: () => FastifyBaseLogger,
  /** Called with the reason when what is saved from now on would be lost. */
  onLost: (why: string) => Promise<void>,
) {
  const { file } = await engineAt(databaseUrl);
  const opened = file?.identity();
  const watch = watchDatabase({
    database,
    folders: [...(databaseFolder === undefined ? [] : [databaseFolder]), mediaDir],
    clock: systemClock,
    report: (level, details, message) => log()[level](details, message),
  });
  return {
    checks: watch.checks,
    /** Begins, and gives a function that ends it. */
    async start(): Promise<() => Promise<void>> {
      const stopKeeping = file?.keepLogShort((err) =>
        log().error({ err }, 'the thread that keeps the log of the database short has ended; commits do it'),
      );
      const stopWatching = await everySecond(
        async () => {
          if (file && (opened === undefined || file.identity() !== opened))
            await onLost('the database file is gone, or another has its place');
          const trouble = database.trouble();
          if (trouble?.isFinal) await onLost(trouble.cause);
          await watch.look();
        },
        (err) => log().error({ err }, 'the database could not be looked after; trying again in a second'),
      );
      return async function stop() {
        await stopWatching();
        await stopKeeping?.();
      };
    },
  };
}
