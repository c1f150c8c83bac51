import type { Db, Work } from '../database/database.ts';

/** One thing that time brings: what it happens to, and when (UTC milliseconds). */
export type DueItem = { subject: string; at: number };

/**
 * A kind of work that falls due. What is due is a row, not a timer: it is asked for by time, and whoever does it leaves
 * the row so that nobody does it again.
 */
export type DueWork = {
  name: string;
  /** Whether it puts something before the public: such work waits while the clock is not to be trusted. */
  publishes?: boolean;
  /** When there will next be something to do; `Infinity` when nothing waits for a time. */
  findNext: (db: Db) => Promise<number>;
  /** What has fallen due by `now`, the earliest first. */
  findDue: (db: Db, now: number) => Promise<DueItem[]>;
  /** Does it in a transaction of its own, if it is still due then. What it throws takes all of it back. */
  finish: (work: Work, subject: string) => Promise<unknown>;
  /** Notes on what could not be done that it is not to be tried again, and why. Without it all is tried again. */
  setAside?: (work: Work, subject: string, error: unknown) => Promise<void>;
  /** How many things are set aside. */
  countSetAside?: (db: Db) => Promise<number>;
};
