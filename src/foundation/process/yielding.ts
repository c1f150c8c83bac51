import { setImmediate as untilNextTurn } from 'node:timers/promises';

/** Resolves in the next turn of the event loop. */
export async function nextTurn(): Promise<void> {
  await untilNextTurn();
}

/** Calls each function in order, and yields to the event loop between them. */
export async function oneByOne<T>(functions: readonly (() => T)[]): Promise<T[]> {
  const letOthers = yieldEvery();
  const results: T[] = [];
  for (const call of functions) {
    results.push(call());
    await letOthers();
  }
  return results;
}

/** Gives a function to await between the parts of long work: it yields to the event loop every `longestMs`. */
export function yieldEvery(longestMs = 5): () => Promise<void> {
  let since = performance.now();
  return async function letOthers() {
    if (performance.now() - since < longestMs) return;
    await nextTurn();
    since = performance.now();
  };
}
