import type { Clock } from '../foundation/clock.ts';

/** How many wrong keys one address may send within `spanMs`. */
export const wrongKeysAllowed = { count: 10, spanMs: 60_000 };

// The most addresses to remember; the oldest is dropped.
const mostAddresses = 10_000;

/** Counts wrong keys by the client's address: that of the connection, or what a trusted proxy says. */
export function countWrongKeys(clock: Clock) {
  const seen = new Map<string, { count: number; since: number }>();

  /** Counts one more; gives how many seconds the address has to wait, 0 while it is within the limit. */
  function count(address: string): number {
    const now = clock.now();
    const before = seen.get(address);
    const isCurrent = before !== undefined && now < before.since + wrongKeysAllowed.spanMs;
    const entry = isCurrent ? before : { count: 0, since: now };
    entry.count += 1;
    if (!isCurrent) remember(address, entry);
    if (entry.count <= wrongKeysAllowed.count) return 0;
    return Math.ceil((entry.since + wrongKeysAllowed.spanMs - now) / 1000);
  }

  function remember(address: string, entry: { count: number; since: number }): void {
    seen.delete(address);
    seen.set(address, entry);
    const [oldest] = seen.keys();
    if (seen.size > mostAddresses && oldest !== undefined) seen.delete(oldest);
  }

  return { count };
}
