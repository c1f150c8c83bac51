import type { Clock } from '../foundation/clock.ts';
import { rateCounter } from '../foundation/http/connections/rate-counter.ts';

/** How many wrong keys one address may send within `spanMs`. */
export const wrongKeysAllowed = { count: 10, spanMs: 60_000 };

const mostAddresses = 10_000;

/** Counts wrong keys by the client's address: that of the connection, or what a trusted proxy says. */
export function countWrongKeys(clock: Clock) {
  const counter = rateCounter(clock, wrongKeysAllowed, mostAddresses);

  /** Counts one more; gives how many seconds the address has to wait, 0 while it is within the limit. */
  function count(address: string): number {
    const { left, seconds } = counter.take(address);
    return left < 0 ? seconds : 0;
  }

  return { count };
}
