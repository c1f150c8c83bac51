import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so long a transaction lets others be served, before its next statement. */
const longestMs = 1;

/**
 * Makes the function that a transaction calls before each statement: it gives a promise to wait for when others have waited
 * for long enough. They read beside the transaction, which stays open.
 */
export function turns(): () => Promise<void> | undefined {
  let since = -Infinity;
  return function turn() {
    if (performance.now() - since < longestMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
