import type { Clock } from '../clock.ts';

/** From here on a difference between the two clocks is a step: somebody set the time, or the machine slept. */
const stepMs = 5_000;
/** For how long the time is not to be trusted then: whoever sets it may set it again. */
const holdMs = 60_000;

/**
 * Notices when the time is set, by comparing it with the one that nobody can set. `isTrusted` is asked before anything
 * is done because of the time; `report` is told of each step, in milliseconds.
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
