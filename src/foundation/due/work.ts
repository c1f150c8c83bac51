import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db, Work } from '../database/database.ts';

/** One thing that time brings: what it happens to, and when (UTC milliseconds). */
export type DueItem = { subject: string; at: number };

/** Rows that wait for a time: the column that holds it, and which rows of its table are meant. */
export type Waiting = { at: PgColumn; where: SQL };

/**
 * A kind of work that falls due. What is due is a row, not a timer: it is asked for by time, and whoever does it leaves
 * the row so that nobody does it again.
 */
export type DueWork = {
  name: string;
  /** Whether it puts something before the public: such work waits while the clock is not to be trusted. */
  publishes?: boolean;
  /** All that it waits for. The next moment of all works is one statement, so each says what to ask and none asks. */
  waiting: Waiting[];
  /** What has fallen due by `now`, the earliest first. */
  findDue: (db: Db, now: number) => Promise<DueItem[]>;
  /** Does it in a transaction of its own, if it is still due then. What it throws takes all of it back. */
  finish: (work: Work, subject: string) => Promise<unknown>;
  /** Notes on what could not be done that it is not to be tried again, and why. Without it all is tried again. */
  setAside?: (work: Work, subject: string, error: unknown) => Promise<void>;
  /** How many things are set aside. */
  countSetAside?: (db: Db) => Promise<number>;
};
