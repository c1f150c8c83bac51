import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { keepLogShort } from '../foundation/database/watch/checkpoints.ts';
import { watchDatabase } from '../foundation/database/watch/watch.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import type { Config } from './config.ts';

/** Looks after the database while a server runs: its log, its disks, and whether it can be written. */
export function openUpkeep(
  { databaseFile, mediaDir }: Pick<Config, 'databaseFile' | 'mediaDir'>,
  database: Database,
  log: () => FastifyBaseLogger,
  /** Called when the file of the database is gone: what is saved from now on is lost. */
  onLost: () => Promise<void>,
) {
  const watch = watchDatabase({
    database,
    folders: [dirname(databaseFile), mediaDir],
    clock: systemClock,
    report: (level, details, message) => log()[level](details, message),
  });
  return {
    checks: watch.checks,
    /** Begins, and gives a function that ends it. */
    async start(): Promise<() => Promise<void>> {
      const stopKeeping = keepLogShort(databaseFile, (err) =>
        log().error({ err }, 'the thread that keeps the log of the database short has ended; commits do it'),
      );
      const stopWatching = await everySecond(
        async () => {
          if (!existsSync(databaseFile)) await onLost();
          await watch.look();
        },
        (err) => log().error({ err }, 'the database could not be looked after; trying again in a second'),
      );
      return async function stop() {
        await stopWatching();
        await stopKeeping();
      };
    },
  };
}
