const firstMs = 1_000;
const longestMs = 60_000;

/** Exponential backoff by key: a second after the first failure, then twice as long each time, a minute at most. */
export function createBackoff(elapsed: () => number) {
  const failed = new Map<string, { times: number; until: number }>();
  return {
    isPaused: (key: string) => (failed.get(key)?.until ?? -Infinity) > elapsed(),
    /** Counts a failure; gives how many there were, and the pause in milliseconds. */
    noteFailure(key: string): { times: number; ms: number } {
      const times = (failed.get(key)?.times ?? 0) + 1;
      const ms = Math.min(firstMs * 2 ** (times - 1), longestMs);
      failed.set(key, { times, until: elapsed() + ms });
      return { times, ms };
    },
    forget: (key: string) => void failed.delete(key),
  };
}
