import type { Clock } from '../../clock.ts';

/** So many within so long. */
export type Rate = { count: number; spanMs: number };

type Span = { count: number; since: number };

/**
 * Counts by name, in spans that begin with the first of a name. Remembers `mostNames`; beyond that the one whose span
 * began first is forgotten.
 */
export function rateCounter(clock: Clock, rate: Rate, mostNames: number) {
  const spans = new Map<string, Span>();

  /** Counts one more. `left` is negative when it is too many; the span ends after `seconds`. */
  function take(name: string): { left: number; seconds: number } {
    const now = clock.now();
    const span = currentSpan(name, now);
    span.count += 1;
    return { left: rate.count - span.count, seconds: Math.ceil((span.since + rate.spanMs - now) / 1000) };
  }

  function currentSpan(name: string, now: number): Span {
    const before = spans.get(name);
    // A span that begins in the future is left from before the clock was set back.
    if (before && before.since <= now && now < before.since + rate.spanMs) return before;
    const span = { count: 0, since: now };
    spans.delete(name);
    spans.set(name, span);
    const [oldest] = spans.keys();
    if (spans.size > mostNames && oldest !== undefined) spans.delete(oldest);
    return span;
  }

  return { take };
}
