import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';

export type Parts = {
  database: Database;
  clock: Clock;
  /** For how many days a key works for which no expiry was asked; 0 for no end. */
  keyLifetimeDays: number;
};

/** The lifetime in milliseconds; undefined for no end. */
export function lifetimeOf(days: number): number | undefined {
  return days === 0 ? undefined : days * 24 * 60 * 60_000;
}
