import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { SharedLocks } from '../shared-locks.ts';
import type { WriteCounts } from './group-commit.ts';
import type { WriteTrouble } from './write-refusals.ts';

type Engine = PgDatabase<PgQueryResultHKT>;

/** Reads. */
export type Db = Pick<Engine, 'select' | 'selectDistinct'>;

/** Reads and writes; only `transact` hands one out. */
export type Tx = Db & Pick<Engine, 'insert' | 'update' | 'delete'>;

/** Who acts. */
export type Actor = { id: string; kind?: 'person' | 'service' | 'system' };

/** What a verb works with: one transaction, one moment (UTC milliseconds), one actor. */
export type Work = {
  tx: Tx;
  now: number;
  actor: Actor;
  /** Runs a step of the transaction: what it wrote before it threw is undone, and the transaction can go on. */
  attempt: <T>(step: () => Promise<T>) => Promise<T>;
};

/** What a store function takes: a transaction and its time. Verbs take `Work`, since they also record an event. */
export type Moment = Pick<Work, 'tx' | 'now'>;

export type Database = {
  /** Runs `work` on one consistent snapshot. It may await queries only, and may not call `read` again. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one write transaction: all of it is durable when the promise resolves, or none of it happened. What
   * goes together in it (`Promise.all`) may only read.
   */
  transact<T>(actor: Actor, work: (work: Work) => Promise<T>): Promise<T>;
  /**
   * A number that changes after every commit: at once for commits of this process, and for those of others as soon as
   * they are heard of; NaN while nothing is heard. Cheap enough to ask at every request.
   */
  version(): number;
  /**
   * A number that changes when the same public revision may stand for something else, as after a switch to another server
   * of the database; NaN while that cannot be known.
   */
  epoch(): number;
  /** Why writes are refused; undefined while they are not. It lasts until `tryWrite` succeeds ten seconds later. */
  trouble(): WriteTrouble | undefined;
  /** Writes to the disk without changing anything. Throws when that is refused. */
  tryWrite(): Promise<void>;
  /** Absent where no other server can have the database. */
  locks?: SharedLocks;
  /** Figures since the start, and the sizes of now. */
  stats(): DatabaseStats;
  /** The engine and its version, such as `SQLite 3.54.1`. */
  engine: string;
  /** Waits for running transactions, then closes it. */
  close(): Promise<void>;
};

export type DatabaseStats = WriteCounts & {
  writesWaiting: number;
  writesRefused: number;
  /** Of an engine that is a server: connections of this process that read, and reads that wait for one. */
  readConnections?: number;
  readsWaiting?: number;
  /** Of an engine whose file is on this machine. */
  walBytes?: number;
  freeDiskBytes?: number;
};
