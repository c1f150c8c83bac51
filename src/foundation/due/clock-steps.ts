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

/** `forward by 40 days`, `back by 1 hour, 2 minutes`: the two largest units. */
export function stepInWords(byMs: number): string {
  const seconds = Math.round(Math.abs(byMs) / 1000);
  const parts = {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
  const largest = Object.entries(parts)
    .filter(([, count]) => count > 0)
    .slice(0, 2);
  const words = new Intl.DurationFormat('en', { style: 'long' }).format(Object.fromEntries(largest));
  return `${byMs < 0 ? 'back' : 'forward'} by ${words}`;
}
