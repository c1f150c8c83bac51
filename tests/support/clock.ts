import type { Clock } from '../../src/foundation/clock.ts';

/** A clock that stands still until it is told otherwise. */
export type StandingClock = Clock & { set(at: string | number): void; advance(ms: number): void };

export function standingClock(at: string): StandingClock {
  let now = Date.parse(at);
  return {
    now: () => now,
    set(moment) {
      now = typeof moment === 'number' ? moment : Date.parse(moment);
    },
    advance(ms) {
      now += ms;
    },
  };
}
