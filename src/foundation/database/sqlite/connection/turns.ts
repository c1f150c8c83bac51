import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so long a transaction lets others be served, before its next statement. */
const leastMs = 1;
/** Where others take longer than that, it takes as long as they did, but never longer than this. */
const mostMs = 10;

/**
 * Makes the function that a transaction calls before each statement: it gives a promise to wait for when others have waited
 * for long enough. They read beside the transaction, which stays open.
 */
export function turns(): () => Promise<void> | undefined {
  let since = -Infinity;
  let longestMs = leastMs;
  return function turn() {
    const left = performance.now();
    if (left - since < longestMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
      longestMs = Math.min(mostMs, Math.max(leastMs, since - left));
    });
  };
}
