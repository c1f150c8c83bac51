import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Clock } from '../clock.ts';
import type { Actor, Database, Db, Tx, Work } from './database.ts';
import { asProblem } from './sqlite-errors.ts';
import { groupCommits } from './group-commit.ts';
import { serialQueue } from './serial-queue.ts';
import { cacheStatements } from './prepared.ts';
import { migrateSqlite } from './sqlite-migrations.ts';

type Connection = BetterSqlite3.Database;
type Options = { file: string; clock: Clock; onQuery?: (sql: string, parameters: unknown[]) => void };

/** Before this one, two connections that write and checkpoint at once could corrupt the file. */
const oldestSafeVersion = '3.51.3';

/** Opens the file, brings its schema up to date, and keeps one connection that writes and one that only reads. */
export function openSqlite({ file, clock, onQuery }: Options): Database {
  mkdirSync(dirname(file), { recursive: true });
  const writer = connect(file);
  refuseOldSqlite(writer);
  migrateSqlite(writer);
  forgetSmallCounts(writer);
  const reader = connect(file, { readonly: true });

  const logger = onQuery ? { logQuery: onQuery } : false;
  const tx = drizzle({ client: cacheStatements(writer), logger }) as unknown as Tx;
  const db = drizzle({ client: cacheStatements(reader), logger }) as unknown as Db;
  const versions = watchVersion(connect(file, { readonly: true }));
  const write = groupCommits(writer, versions.askAgain);
  const readQueue = serialQueue();
  const snapshot = bracket(reader);

  return {
    read: (work) => readQueue(() => snapshot(() => work(db))),
    async transact<T>(actor: Actor, work: (work: Work) => Promise<T>): Promise<T> {
      try {
        return await write(() => work({ tx, now: clock.now(), actor }));
      } catch (error) {
        throw asProblem(error);
      }
    },
    version: versions.now,
    async close() {
      await Promise.all([write.drained(), readQueue.drained()]);
      writer.pragma('optimize');
      versions.close();
      reader.close();
      writer.close();
    },
  };
}

function connect(file: string, options: BetterSqlite3.Options = {}): Connection {
  const connection = new BetterSqlite3(file, options);
  connection.pragma('busy_timeout = 5000');
  if (!options.readonly) keepWal(connection);
  // Explicit, since the driver is compiled with NORMAL under WAL, which loses acknowledged writes in a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('cache_size = -32000');
  connection.pragma('mmap_size = 268435456');
  connection.pragma('journal_size_limit = 67108864');
  if (options.readonly) connection.pragma('query_only = ON');
  return connection;
}

/**
 * Reads `data_version`, once per turn of the event loop and again after `askAgain`. It has its own connection: a reader
 * sees no commit until its transaction ends, and a writer does not see its own.
 */
function watchVersion(connection: Connection) {
  const question = connection.prepare('PRAGMA data_version').pluck();
  let known: number | undefined;
  function askAgain(): void {
    known = undefined;
  }
  function now(): number {
    if (known === undefined) {
      known = question.get() as number;
      setImmediate(askAgain);
    }
    return known;
  }
  return { now, askAgain, close: () => connection.close() };
}

function bracket(connection: Connection) {
  const [start, commit, rollback] = ['BEGIN', 'COMMIT', 'ROLLBACK'].map((sql) => connection.prepare(sql));
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      start!.run();
      const result = await work();
      commit!.run();
      return result;
    } catch (error) {
      if (connection.inTransaction) rollback!.run();
      throw asProblem(error);
    }
  };
}

/** For tables with fewer rows than this, statistics are deleted at the start. */
const worthCounting = 10_000;

/**
 * Deletes the statistics of small tables. SQLite uses them until the next ANALYZE (at the next stop), and would scan a
 * table that has grown since; without statistics it uses the index.
 */
function forgetSmallCounts(connection: Connection): void {
  const isCounted = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get();
  if (!isCounted) return;
  const small = `SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING max(CAST(stat AS INTEGER)) < ${worthCounting}`;
  connection.exec(
    `DELETE FROM sqlite_stat4 WHERE tbl IN (${small}); DELETE FROM sqlite_stat1 WHERE tbl IN (${small})`,
  );
  connection.exec('ANALYZE sqlite_schema');
}

function refuseOldSqlite(connection: Connection): void {
  const version = connection.prepare('SELECT sqlite_version()').pluck().get() as string;
  if (version.localeCompare(oldestSafeVersion, 'en', { numeric: true }) < 0) {
    throw new Error(`SQLite ${version} can corrupt its file; Dateline needs ${oldestSafeVersion} or newer.`);
  }
}

/** How long to wait for other processes that open a new file at the same time. */
const longestWaitMs = 5_000;

/**
 * Switches the file to write-ahead logging. When several processes open a new file at once, SQLite refuses this
 * immediately, whatever the busy timeout; so it is tried again until one of them has done it.
 */
function keepWal(connection: BetterSqlite3.Database): void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  const until = performance.now() + longestWaitMs;
  for (;;) {
    try {
      connection.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() > until) throw error;
      Atomics.wait(nobody, 0, 0, 10);
    }
  }
}
