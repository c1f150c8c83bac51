import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Actor, Database, Db, Work } from '../database.ts';
import type { Snapshot } from '../dialect.ts';
import { buildersOn } from './builders.ts';
import { freeBytesAt, sizeOf } from '../../files/file-sizes.ts';
import { groupCommits } from '../group-commit.ts';
import { untilUnlocked } from './connection/lock-tries.ts';
import { lookAtFile } from './file/own-file.ts';
import { openWriter, type OpeningFile } from './open-writer.ts';
import { savepoint } from './connection/savepoint.ts';
import { openLog } from './log/durable-log.ts';
import { serialQueue } from './serial-queue.ts';
import { connect, stopWaiting, type Connection, versionOf } from './connection/connection.ts';
import { asProblem, troubleIn } from './connection/errors.ts';
import { writerOn } from './connection/writer.ts';
import { takeTurns } from './connection/turns.ts';
import { trackRefusals } from '../write-refusals.ts';

/**
 * Opens the file, brings its schema up to date, and keeps one connection that writes and one that only reads. Throws for
 * a file that is not Dateline's.
 */
export function openSqlite(options: OpeningFile): Database {
  const { file, clock, onQuery, patienceMs = 5_000 } = options;
  lookAtFile(file);
  const writer = openWriter(options);
  // SQLite keeps the log beside the file itself, where `file` is a link.
  const realFile = realpathSync(file);
  const reader = connect(file, { readonly: true });
  const watcher = connect(file, { readonly: true });
  for (const connection of [writer, reader, watcher]) stopWaiting(connection);
  ifPossible(() => forgetSmallCounts(writer));

  // Commits are made durable by the log below, which does not stop the event loop for it.
  writer.pragma('synchronous = NORMAL');
  const log = openLog(realFile);
  const turns = takeTurns();
  const tx = buildersOn(writer, { onQuery, turn: turns.turn });
  let taken: Snapshot = { epoch: 0 };
  const db: Db = buildersOn(reader, { onQuery, snapshot: () => taken });
  const versions = watchVersion(watcher);
  const refusals = trackRefusals(clock, troubleIn);
  const write = groupCommits(writerOn(writer, { sync: log.sync, turns }), {
    onEnd: versions.askAgain,
    patienceMs,
  });
  const attempt = savepoint(writer, 'step', turns);
  const readQueue = serialQueue();
  const snapshot = bracket(reader, patienceMs);

  return {
    read: (work) =>
      readQueue(() =>
        snapshot(() => {
          taken = { epoch: 0 };
          return work(db);
        }),
      ),
    async transact<T>(actor: Actor, work: (work: Work) => Promise<T>): Promise<T> {
      try {
        return await write(() => work({ tx, now: clock.now(), actor, attempt }));
      } catch (error) {
        refusals.note(error);
        throw asProblem(error);
      }
    },
    epoch: () => 0,
    version: versions.now,
    trouble: refusals.trouble,
    async tryWrite() {
      try {
        await write(async () => writeFirstPage(writer));
      } catch (error) {
        refusals.note(error, 0);
        throw asProblem(error);
      }
      refusals.end();
    },
    stats: () => ({
      ...{ ...write.counts, writesWaiting: write.waiting(), writesRefused: refusals.total() },
      walBytes: sizeOf(`${realFile}-wal`),
      freeDiskBytes: freeBytesAt(dirname(file)),
    }),
    engine: `SQLite ${versionOf(reader)}`,
    async close() {
      await Promise.all([write.drained(), readQueue.drained()]);
      ifPossible(() => countRows(writer));
      log.close();
      for (const connection of [watcher, reader, writer]) connection.close();
    },
  };
}

/** Writes the first page as it is, and so needs the lock and the disk as any other write does. */
function writeFirstPage(connection: Connection): void {
  const id = connection.pragma('application_id', { simple: true }) as number;
  connection.pragma(`application_id = ${id}`);
}

/** Does what can be left out when the file is locked or the disk is full. */
function ifPossible(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (troubleIn(error) === undefined) throw error;
  }
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
      known = ask();
      setImmediate(askAgain);
    }
    return known;
  }
  function ask(): number {
    try {
      return question.get() as number;
    } catch (error) {
      if (troubleIn(error) === undefined) throw error;
      return NaN;
    }
  }
  return { now, askAgain };
}

function bracket(connection: Connection, patienceMs: number) {
  const [start, commit, rollback] = ['BEGIN', 'COMMIT', 'ROLLBACK'].map((sql) => connection.prepare(sql));
  const anything = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1');
  /** Takes the snapshot at once, since only that can meet a lock: another process may be repairing the log. */
  function begin(): void {
    if (!connection.inTransaction) start!.run();
    anything.get();
  }
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      await untilUnlocked(begin, patienceMs);
      const result = await work();
      commit!.run();
      return result;
    } catch (error) {
      if (connection.inTransaction) rollback!.run();
      throw asProblem(error);
    }
  };
}

/** A smaller file (4 MB) is not counted: every plan is quick there. */
const worthCountingPages = 1_000;

/** Brings the statistics up to date that SQLite makes its plans by. */
function countRows(connection: Connection): void {
  const pages = connection.pragma('page_count', { simple: true }) as number;
  if (pages >= worthCountingPages) connection.pragma('optimize');
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
  // Nothing is written where nothing is to be: another process may be writing.
  if (!connection.prepare(small).get()) return;
  connection.exec(
    `DELETE FROM sqlite_stat4 WHERE tbl IN (${small}); DELETE FROM sqlite_stat1 WHERE tbl IN (${small})`,
  );
  connection.exec('ANALYZE sqlite_schema');
}
