import type { Clock } from '../clock.ts';

/**
 * Why the database refuses everybody, whatever was asked, and the code of the engine or the system for it. What is final
 * ends with the process.
 */
export type Trouble = { cause: string; code: string; isFinal?: true };

/** Why it refuses writes, since when (UTC milliseconds), and how many since. */
export type WriteTrouble = Trouble & { since: number; refused: number };

/** A small write may find room where a larger one was refused a moment ago; so trouble lasts for so long after that. */
const quietMs = 10_000;

/**
 * Remembers whether writes are refused for a cause that concerns all of them, such as a full disk; `troubleIn` names that
 * cause.
 */
export function trackRefusals(clock: Clock, troubleIn: (error: unknown) => Trouble | undefined) {
  let trouble: WriteTrouble | undefined;
  let lastAt = -Infinity;
  let total = 0;

  function elapsed(): number {
    return clock.elapsed?.() ?? clock.now();
  }

  /** Notes why a write was refused; `count` is 0 for one that was only tried. */
  function note(error: unknown, count = 1): void {
    const found = troubleIn(error);
    if (found === undefined) return;
    total += count;
    lastAt = elapsed();
    const { since = clock.now(), refused = 0 } = trouble ?? {};
    trouble = { ...found, since, refused: refused + count };
  }

  return {
    note,
    /** Ends the trouble, unless a write was refused just now. */
    end(): void {
      if (elapsed() - lastAt >= quietMs) trouble = undefined;
    },
    trouble: () => trouble,
    /** All that were refused since the start. */
    total: () => total,
  };
}
