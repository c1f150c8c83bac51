import type { Clock } from '../clock.ts';
import { troubleIn } from './sqlite-errors.ts';

/** Why the database refuses writes, since when (UTC milliseconds), and how many it has refused since. */
export type WriteTrouble = { cause: string; error: unknown; since: number; refused: number };

/** Remembers whether writes are refused for a cause that concerns all of them, such as a full disk. */
export function trackRefusals(clock: Clock) {
  let trouble: WriteTrouble | undefined;
  let total = 0;
  return {
    note(error: unknown): void {
      const cause = troubleIn(error);
      if (cause === undefined) return;
      total += 1;
      trouble = { since: clock.now(), ...trouble, cause, error, refused: (trouble?.refused ?? 0) + 1 };
    },
    clear: () => void (trouble = undefined),
    trouble: () => trouble,
    /** All that were refused since the start. */
    total: () => total,
  };
}
