import { setImmediate as nextTurn } from 'node:timers/promises';

/** Gives a function to await between the parts of long work: it yields to the event loop every `longestMs`. */
export function yieldEvery(longestMs = 10): () => Promise<void> {
  let since = performance.now();
  return async function letOthers() {
    if (performance.now() - since < longestMs) return;
    await nextTurn();
    since = performance.now();
  };
}
