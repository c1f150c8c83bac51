import type { Clock } from '../clock.ts';
import type { Actor, Database } from '../database/database.ts';
import { createBackoff } from '../process/backoff.ts';
import { Problem } from '../problem.ts';
import type { DueWork } from './work.ts';

export type FinishingParts = {
  database: Database;
  clock: Clock;
  /** The actor of what is done. */
  actor: Actor;
  /** Logs what failed. */
  report: (message: string, details: Record<string, unknown>) => void;
};

/** An unexpected error is tried this often before the item is set aside. */
const mostTries = 5;
/** Does items of due work, and remembers what failed. */
export function openFinishing({ database, clock, actor, report }: FinishingParts) {
  const backoff = createBackoff(() => clock.elapsed?.() ?? clock.now());
  const counted = { done: 0, failed: 0 };

  /** Whether it failed a short while ago, and waits for its next try. */
  function isPaused(work: DueWork, subject: string): boolean {
    return backoff.isPaused(keyOf(work, subject));
  }

  /** Does one item in its own transaction; what fails is tried again later, or set aside. */
  async function finish(work: DueWork, subject: string): Promise<void> {
    const key = keyOf(work, subject);
    try {
      await database.transact(actor, (inside) => work.finish(inside, subject));
      backoff.forget(key);
      counted.done += 1;
    } catch (error) {
      counted.failed += 1;
      await giveUp(work, subject, key, error);
    }
  }

  async function giveUp(work: DueWork, subject: string, key: string, error: unknown): Promise<void> {
    const { times, ms } = backoff.noteFailure(key);
    const details = { err: error, due: work.name, subject };
    const { setAside } = work;
    if (setAside && (isRefused(error) || (!isTemporary(error) && times >= mostTries))) {
      try {
        await database.transact(actor, (inside) => setAside(inside, subject, error));
        backoff.forget(key);
        return report('due work was set aside: somebody must look at it', details);
      } catch (failure) {
        report('due work could not be set aside', { ...details, err: failure });
      }
    }
    report('due work failed and is tried again', { ...details, afterMs: ms });
  }

  return { isPaused, finish, counted };
}

function keyOf({ name }: DueWork, subject: string): string {
  return `${name} ${subject}`;
}

/** Whether a rule refused it, and will again until somebody changes something. */
function isRefused(error: unknown): boolean {
  return error instanceof Problem && !isTemporary(error);
}

/** Whether a later try may succeed: a busy database, a full disk. */
function isTemporary(error: unknown): boolean {
  return error instanceof Problem && error.problem === 'unavailable';
}
