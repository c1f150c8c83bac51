import type { Clock } from '../clock.ts';

/** A larger difference between the two clocks is a step: the time was set, or the machine slept. */
const stepMs = 5_000;
/** After a step the time is not trusted for this long, since it may be set again. */
const holdMs = 60_000;

/**
 * Detects when the time was set, by comparing it with the monotonic clock. `isTrusted` is asked before due work;
 * `report` gets each step in milliseconds.
 */
export function watchClock(clock: Clock, report: (byMs: number) => void) {
  let last = clock.elapsed && { now: clock.now(), elapsed: clock.elapsed() };
  let heldUntil = -Infinity;
  return function isTrusted(): boolean {
    if (!clock.elapsed || !last) return true;
    const present = { now: clock.now(), elapsed: clock.elapsed() };
    const byMs = present.now - last.now - (present.elapsed - last.elapsed);
    last = present;
    if (Math.abs(byMs) > stepMs) {
      heldUntil = present.elapsed + holdMs;
      report(byMs);
    }
    return present.elapsed >= heldUntil;
  };
}
