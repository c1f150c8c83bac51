import { isOneFile } from '../../../foundation/files/unavailable.ts';
import { Problem } from '../../../foundation/problem.ts';
import { createBackoff } from '../../../foundation/process/backoff.ts';
import { ImageRefused } from '../worker/image-worker.ts';

/** Reports a picture whose renditions could not be made. */
export type Report = (mediaId: string, error: unknown) => void;

/** What former versions wrote at any error that they did not know. */
export const unexplained = 'could not be made: the log says why';

/** Chooses the next picture: one that could not be read comes after the others, and after a growing pause. */
export function trackTroubled() {
  const backoff = createBackoff(() => performance.now());
  // In the order of their last failure.
  const troubled = new Set<string>();

  /** The next of the waiting pictures; undefined when none is to be tried now. */
  function next(waiting: string[]): string | undefined {
    const open = new Set(waiting.filter((id) => !backoff.isPaused(id)));
    return [...open].find((id) => !troubled.has(id)) ?? [...troubled].find((id) => open.has(id));
  }

  /**
   * Why a picture failed; undefined when it is tried again, which is reported once. Throws what concerns the others too.
   */
  function faultOf(id: string, error: unknown, report: Report): string | undefined {
    if (error instanceof ImageRefused) return error.message;
    // The picture changed or was deleted.
    if (error instanceof Problem && error.problem === 'not-found') return unexplained;
    troubled.delete(id);
    troubled.add(id);
    if (!isOneFile(error)) throw error;
    if (backoff.noteFailure(id).times === 1) report(id, error);
    return undefined;
  }

  function forget(id: string): void {
    troubled.delete(id);
    backoff.forget(id);
  }

  return { next, faultOf, forget, count: () => troubled.size };
}
