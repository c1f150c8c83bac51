import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

type Engine = PgDatabase<PgQueryResultHKT>;

/** Reads. */
export type Db = Pick<Engine, 'select' | 'selectDistinct'>;

/** Reads and writes; only `transact` hands one out. */
export type Tx = Db & Pick<Engine, 'insert' | 'update' | 'delete'>;

/** Who acts. */
export type Actor = { id: string };

/** What a verb works with: one transaction, one moment (UTC milliseconds), one actor. */
export type Work = { tx: Tx; now: number; actor: Actor };

/** What storage takes: a transaction and its moment. Verbs take `Work`, and record what they did. */
export type Moment = Pick<Work, 'tx' | 'now'>;

export type Database = {
  /** Runs `work` on one consistent snapshot. It may await queries only, and may not call `read` again. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs `work` in one write transaction: all of it is durable when the promise resolves, or none of it happened. */
  transact<T>(actor: Actor, work: (work: Work) => Promise<T>): Promise<T>;
  /**
   * A number that is another one once anything has been committed, by this process or by any other: at once for our own
   * commits, one turn of the event loop late at most for theirs. Costs next to nothing, so it may be asked at any request.
   */
  version(): number;
  /** Waits for what is under way, then closes the file. */
  close(): Promise<void>;
};
