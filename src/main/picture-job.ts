import { system } from '../access/system.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { forgetOldAnswers } from '../foundation/idempotency/store.ts';
import { createBackoff } from '../foundation/process/backoff.ts';
import type { PictureServices } from './pictures.ts';

type Parts = {
  database: Database;
  pictures: PictureServices;
  /** Whether the clock can be trusted so far that something is removed by it. */
  isSteady: () => Promise<boolean>;
  /** Logs a picture whose renditions could not be made. */
  report: (media: string, error: unknown) => void;
  /** Prints what a sweep did. */
  say: (line: string) => void;
};

const sweepEveryMs = 600_000;

/**
 * Gives a step to run every second: it makes waiting renditions, and now and then sweeps the store and forgets old
 * answers. The first step does nothing, so that the start is fast.
 */
export function createPictureJob({
  database,
  pictures: { renditionMaker, markFirst, sweep, heal },
  isSteady,
  report,
  say,
}: Parts): () => Promise<void> {
  let sweptAt = systemClock.now();
  const backoff = createBackoff(() => performance.now());
  // One server at a time; what readers ask for, each makes itself.
  const alone = database.locks?.alone ?? (async (_name: string, use: () => Promise<void>) => use());
  let started = false;
  let lookedForMarkAt = -Infinity;
  /** The first sweep, which would mark the store, waits for a day; whoever restores beside it must know whose it is. */
  async function lookForMark(): Promise<void> {
    const now = systemClock.now();
    if (now - lookedForMarkAt < sweepEveryMs) return;
    lookedForMarkAt = now;
    await markFirst();
  }

  return async function step() {
    if (!started) return void (started = true);
    if (backoff.isPaused('renditions')) return;
    await lookForMark();
    await alone('renditions', () => renditionMaker.run(report)).catch((error: unknown): never => {
      backoff.noteFailure('renditions');
      throw error;
    });
    backoff.forget('renditions');
    // Read before the question, so that a step in between is found by it.
    const now = systemClock.now();
    if (!(await isSteady()) || now - sweptAt < sweepEveryMs) return;
    sweptAt = now;
    await alone('sweep', tidyUp);
  };

  async function tidyUp(): Promise<void> {
    await database.transact(system, forgetOldAnswers);
    const healed = await heal(sweptAt);
    if (healed > 0) say(`Tries again to make the files of ${healed} pictures that had failed.`);
    const { removed, missing, refused } = await sweep(sweptAt);
    if (refused !== undefined) say(`No picture files were removed: ${refused}.`);
    if (removed > 0) say(`Removed ${removed} unused picture files.`);
    if (missing.length > 0)
      say(`The originals of these pictures are not in the store: ${missing.join(', ')}`);
  }
}
