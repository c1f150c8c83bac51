import { pause } from '../../foundation/process/pause.ts';
import type { Database } from '../../foundation/database/database.ts';

/** How often a commit is looked for while somebody waits. */
const everyMs = 200;

/** Resolves when something may have been committed since `version`, and at the latest after `ms` milliseconds. */
export async function waitForCommit(
  database: Database,
  version: number,
  { ms, isOver }: { ms: number; isOver: () => boolean },
): Promise<void> {
  const until = performance.now() + ms;
  // A version that is not known is never equal: then it is looked every time.
  while (database.version() === version && performance.now() < until && !isOver()) await pause(everyMs);
}
