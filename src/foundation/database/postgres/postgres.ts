import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Actor, Database, Db, Work } from '../database.ts';
import type { Opening } from '../engine.ts';
import type { Snapshot } from '../dialect.ts';
import { groupCommits } from '../group-commit.ts';
import { trackRefusals } from '../write-refusals.ts';
import { buildersOn, connect, type OnQuery, optionsFor, sessionSettings } from './connection.ts';
import { openLocks } from './locks.ts';
import { asProblem, troubleIn } from './errors.ts';
import { openListener, silentMs } from './listener.ts';
import { migratePostgres, tooOldFor } from './migrations.ts';
import { refuseReadOnly, refuseSharedSessions, suitableVersion } from './suitable.ts';
import { openWriter } from './writer.ts';

type Options = Opening & { url: string };

/** How many connections read at once; beside them one writes and one listens. */
const mostReaders = 6;

/** Opens the database, brings its schema up to date, and keeps the connections that read, write and listen. */
export async function openPostgres({
  url,
  clock,
  onQuery,
  patienceMs = 5_000,
  migratesAlone,
  report,
}: Options): Promise<Database> {
  const connection = optionsFor(url);
  const listening = { ...connection, query_timeout: silentMs };
  const first = await connect(connection);
  const second = await connect(listening).catch(async (error: unknown) => {
    await first.end();
    throw error;
  });
  const version = await prepare(first, second, { isAlone: migratesAlone, report });
  // Its name in the notifications of its commits: behind a pooler, a process has another number than it says.
  const server = randomUUID();
  const { writer, ...writing } = openWriter({ connection, first, clock, server, onQuery });
  const refusals = trackRefusals(clock, troubleIn);
  const listener = await openListener({
    connection: listening,
    first: second,
    server,
    // Also where nobody writes, it is known within a second.
    onSchema: (at) => refusals.note(tooOldFor(at), 0),
  });
  const readers = new pg.Pool({
    ...connection,
    max: mostReaders,
    verify: (client, done) => void client.query(sessionSettings).then(() => done(), done),
  });
  // Without a listener the error of a lost connection would end the process.
  readers.on('error', () => undefined);
  readers.on('connect', (client) => void client.on('error', () => undefined));
  const locks = openLocks(connection);
  const read = readOn(readers, { onQuery, epoch: listener.epoch });
  let committed = 0;
  const write = groupCommits(writer, { onEnd: () => (committed += 1), patienceMs });

  return {
    read,
    async transact<T>(actor: Actor, work: (work: Work) => Promise<T>): Promise<T> {
      try {
        return await write(() =>
          work({ tx: writing.tx(), now: clock.now(), actor, attempt: writing.attempt }),
        );
      } catch (error) {
        refusals.note(error);
        throw asProblem(error);
      }
    },
    epoch: listener.epoch,
    version: () => listener.epoch() * 2 ** 32 + listener.moved() + committed,
    trouble: refusals.trouble,
    async tryWrite() {
      try {
        // A transaction with a number of its own is written to the log.
        await write(async () => writing.query('SELECT pg_current_xact_id()'));
      } catch (error) {
        refusals.note(error, 0);
        throw asProblem(error);
      }
      refusals.end();
    },
    stats: () => ({
      ...write.counts,
      writesWaiting: write.waiting(),
      writesRefused: refusals.total(),
      readConnections: readers.totalCount,
      readsWaiting: readers.waitingCount,
    }),
    locks,
    engine: `PostgreSQL ${version}`,
    async close() {
      await write.drained();
      await Promise.all([readers.end(), writing.close(), listener.close(), locks.close()]);
    },
  };
}

/** Makes sure that the database can be worked with, and gives the version of the engine. */
async function prepare(
  first: pg.Client,
  second: pg.Client,
  options: Parameters<typeof migratePostgres>[1],
): Promise<string> {
  try {
    const version = await suitableVersion(first);
    await refuseReadOnly(first);
    await refuseSharedSessions(first, second);
    await migratePostgres(first, options);
    return version;
  } catch (error) {
    await Promise.all([first.end(), second.end()]);
    throw error;
  }
}

/** Reads, each on a snapshot of its own. BEGIN and COMMIT travel with the statements: nobody waits for their answers. */
function readOn(
  pool: pg.Pool,
  { onQuery, epoch }: { onQuery: OnQuery | undefined; epoch: Database['epoch'] },
): Database['read'] {
  type Reader = { db: Db; snapshot: Snapshot };
  const known = new WeakMap<pg.PoolClient, Reader>();
  function readerOn(client: pg.PoolClient): Reader {
    const db = buildersOn(client, onQuery, () => reader.snapshot);
    const reader: Reader = { db, snapshot: { epoch: NaN } };
    known.set(client, reader);
    return reader;
  }
  return async function read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw asProblem(error);
    });
    let isBroken = false;
    try {
      const reader = known.get(client) ?? readerOn(client);
      reader.snapshot = { epoch: epoch() };
      client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(() => undefined);
      const result = await work(reader.db);
      client.query('COMMIT').catch(() => undefined);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (isBroken = true));
      throw asProblem(error);
    } finally {
      client.release(isBroken);
    }
  };
}
