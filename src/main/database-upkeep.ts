import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { keepLogShort } from '../foundation/database/sqlite/log/checkpoints.ts';
import { watchDatabase } from '../foundation/database/watch.ts';
import { everySecond } from '../foundation/process/every-second.ts';
import type { Config } from './settings/config.ts';

/** Looks after the database while a server runs: its log, its disks, and whether it can be written. */
export function openUpkeep(
  { databaseUrl, mediaDir }: Pick<Config, 'databaseUrl' | 'mediaDir'>,
  database: Database,
  log: () => FastifyBaseLogger,
  /** Called when the file of the database is gone, or another has its place: what is saved from now on is lost. */
  onLost: () => Promise<void>,
) {
  const opened = identityOf(databaseUrl);
  const watch = watchDatabase({
    database,
    folders: [dirname(databaseUrl), mediaDir],
    clock: systemClock,
    report: (level, details, message) => log()[level](details, message),
  });
  return {
    checks: watch.checks,
    /** Begins, and gives a function that ends it. */
    async start(): Promise<() => Promise<void>> {
      const stopKeeping = keepLogShort(databaseUrl, (err) =>
        log().error({ err }, 'the thread that keeps the log of the database short has ended; commits do it'),
      );
      const stopWatching = await everySecond(
        async () => {
          if (opened === undefined || identityOf(databaseUrl) !== opened) await onLost();
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

/** Tells a file from another of the same name; undefined when there is none. */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
