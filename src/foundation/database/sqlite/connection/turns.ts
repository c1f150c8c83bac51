import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so long a transaction lets others be served, before its next statement. */
const leastMs = 1;
/** Where others take longer than that, it takes as long as they did, but never longer than this. */
const mostMs = 10;

/** Lets others be served between the statements of a transaction, which stays open: they read beside it. */
export function takeTurns() {
  let since = -Infinity;
  let longestMs = leastMs;
  let waiting = 0;

  /** Asked before each statement: gives a promise to wait for when others have waited for long enough. */
  function turn(): Promise<void> | undefined {
    const left = performance.now();
    if (left - since < longestMs) return undefined;
    waiting += 1;
    return nextTurn().then(() => {
      waiting -= 1;
      since = performance.now();
      longestMs = Math.min(mostMs, Math.max(leastMs, since - left));
    });
  }

  /** Waits until the statements that wait for their turn have run: what is undone then holds them, too. */
  async function settled(): Promise<void> {
    if (waiting > 0) await nextTurn();
  }

  return { turn, settled };
}

export type Turns = ReturnType<typeof takeTurns>;
