import type { Clock } from '../clock.ts';
import { codeOf, troubleIn } from './sqlite-errors.ts';

/** Why the database refuses writes, with SQLite's code, since when (UTC milliseconds), and how many since. */
export type WriteTrouble = { cause: string; code: string; since: number; refused: number };

/** Remembers whether writes are refused for a cause that concerns all of them, such as a full disk. */
export function trackRefusals(clock: Clock) {
  let trouble: WriteTrouble | undefined;
  let total = 0;
  return {
    note(error: unknown): void {
      const cause = troubleIn(error);
      if (cause === undefined) return;
      total += 1;
      const { since = clock.now(), refused = 0 } = trouble ?? {};
      trouble = { cause, code: codeOf(error)!, since, refused: refused + 1 };
    },
    clear: () => void (trouble = undefined),
    trouble: () => trouble,
    /** All that were refused since the start. */
    total: () => total,
  };
}
