import { setImmediate as nextTurn } from 'node:timers/promises';

/** Call it between the parts of long work: after every few milliseconds others get their turn. */
export function yieldEvery(longestMs = 10): () => Promise<void> {
  let since = performance.now();
  return async function letOthers() {
    if (performance.now() - since < longestMs) return;
    await nextTurn();
    since = performance.now();
  };
}
