import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db, Work } from '../database/database.ts';

/** One item of due work: its subject, and when it is due (UTC milliseconds). */
export type DueItem = { subject: string; at: number };

/** Rows that wait for a time: the column with the time, and a condition on the rows. */
export type Waiting = { at: PgColumn; where: SQL };

/**
 * A kind of due work. Due work is a timestamp column, not a timer. The job clears it in its own transaction, so it runs
 * once.
 */
export type DueWork = {
  name: string;
  /**
   * The rows that it waits for. The next time of all works is read by one statement, so each work only declares its
   * rows.
   */
  waiting: Waiting[];
  /** Those whose time is public, since readers see something end then: lifetimes of answers follow these alone. */
  publicEnds?: Waiting[];
  /** What has fallen due by `now`, the earliest first. */
  findDue: (db: Db, now: number) => Promise<DueItem[]>;
  /** Does one item in its own transaction, if it is still due. An error rolls it back. */
  finish: (work: Work, subject: string) => Promise<unknown>;
  /**
   * Marks an item that failed, with the reason, so that it is not tried again. Without this function every item is
   * tried again.
   */
  setAside?: (work: Work, subject: string, error: unknown) => Promise<void>;
  /** How many items are set aside. */
  countSetAside?: (db: Db) => Promise<number>;
};
