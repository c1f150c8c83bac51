import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureSystem, system } from '../../../src/access/system.ts';
import type { Db } from '../../../src/foundation/database/database.ts';
import { sqliteAt } from '../../../src/foundation/database/sqlite/engine.ts';
import { preparedInsert } from '../../../src/foundation/database/prepared-insert.ts';
import { prepared } from '../../../src/foundation/database/prepared.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { events } from '../../../src/foundation/events/table.ts';
import { topics } from '../../../src/library/tables/topics.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { standingClock } from '../../support/clock.ts';

const asked = ['journal_mode', 'foreign_keys', 'busy_timeout', 'trusted_schema', 'query_only'];

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-sqlite-'));
  const file = join(folder, 'dateline.db');
  const database = openSqlite({ file, clock: systemClock });
  onTestFinished(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
  await ensureSystem(database);
  return { file, database };
}

/** What the connection behind `db` is set to. */
async function pragmas(db: Db): Promise<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const name of asked) {
    const [row] = await db.select({ value: sql<unknown>`*` }).from(sql`${sql.identifier(`pragma_${name}`)}`);
    read[name] = row?.value;
  }
  return read;
}

describe('every connection', () => {
  const safe = {
    journal_mode: 'wal',
    foreign_keys: 1,
    busy_timeout: 0,
    trusted_schema: 0,
  };

  it('has a write-ahead log, checks references, and never waits inside SQLite', async () => {
    const { database } = await opened();
    expect(await database.transact(system, ({ tx }) => pragmas(tx))).toEqual({ ...safe, query_only: 0 });
    expect(await database.read(pragmas)).toEqual({ ...safe, query_only: 1 });
  });
});

describe('a file', () => {
  it('is read by its owner alone, with its log and its copies', async () => {
    const { file, database } = await opened();
    await database.transact(system, async ({ tx }) => tx.delete(topics));
    const engine = sqliteAt(file);
    await engine.file!.copyTo(`${file}.copy`);
    const filled = `${file}.filled`;
    await sqliteAt(filled).fill(async () => undefined);
    for (const one of [file, `${file}-wal`, `${file}-shm`, `${file}.copy`, filled])
      expect([one, statSync(one).mode & 0o777]).toEqual([one, 0o600]);
  });

  it('serves two processes at once: what one has written the other reads', async () => {
    const { file, database } = await opened();
    const other = openSqlite({ file, clock: systemClock });
    onTestFinished(() => other.close());
    await database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('a'));
    });
    expect(await other.read((db) => db.select({ id: topics.id }).from(topics))).toEqual([{ id: 'topic_a' }]);
  });

  it('lets nobody change or remove what happened', async () => {
    const { database } = await opened();
    const removing = database.transact(system, async ({ tx }) => {
      await tx.delete(events);
    });
    await expect(removing).rejects.toThrow();
    const changing = database.transact(system, async ({ tx }) => {
      await tx.update(events).set({ action: 'x' });
    });
    await expect(changing).rejects.toThrow();
    expect(await database.read((db) => db.select({ action: events.action }).from(events))).toEqual([
      { action: 'actor.created' },
    ]);
  });

  it('lets others have their turn between the statements of one work, which they do not see', async () => {
    const { database } = await opened();
    const find = prepared((db) => db.select({ id: topics.id }).from(topics));
    let hadTurn = false;
    await database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('a'));
      setImmediate(() => {
        void database.read((db) => find(db, {})).then((rows) => (hadTurn = rows.length === 0));
      });
      for (let asked = 0; asked < 100_000 && !hadTurn; asked += 1) await find(tx, {});
      expect(hadTurn).toBe(true);
    });
    expect(await database.read((db) => find(db, {}))).toHaveLength(1);
  });

  it('undoes with a step what the step had put off', async () => {
    const { database } = await opened();
    const add = preparedInsert(topics);
    const undone = database.transact(system, async ({ tx, attempt }) => {
      await add(tx, topic('before'));
      const since = performance.now();
      while (performance.now() - since < 12);
      await attempt(() => Promise.all([Promise.reject(new Error('No.')), add(tx, topic('late'))])).catch(
        () => undefined,
      );
    });
    await undone;
    const found = await database.read((db) => db.select({ id: topics.id }).from(topics));
    expect(found).toEqual([{ id: 'topic_before' }]);
  });

  it('refuses a reference to what is not there', async () => {
    const { database } = await opened();
    const acting = database.transact({ id: 'actor_nobody' }, async ({ tx, now, actor }) => {
      await tx.insert(events).values({ at: now, actor: actor.id, action: 'x', subject: 'y' });
    });
    await expect(acting).rejects.toThrow();
  });

  it('is closed only when what was under way is done', async () => {
    const { file } = await opened();
    const database = openSqlite({ file, clock: systemClock });
    const read = database.read((db) => db.select({ at: events.at }).from(events));
    await database.close();
    expect(await read).toHaveLength(1);
  });

  it('that another process has locked is read, and asked for its version; a write waits until it is free', async () => {
    const { file, database } = await opened();
    const other = locked(file);
    const writing = database.transact(system, ({ tx }) => tx.insert(topics).values(topic('a')));
    expect(await database.read((db) => db.select({ id: topics.id }).from(topics))).toEqual([]);
    expect(database.version()).toBeGreaterThan(0);
    other.exec('COMMIT');
    await writing;
    expect(await database.read((db) => db.select({ id: topics.id }).from(topics))).toHaveLength(1);
    expect(database.trouble()).toBeUndefined();
  });

  it('that stays locked refuses writes, says why, and says so until a later one succeeds', async () => {
    const { file } = await opened();
    const clock = standingClock('2026-11-28T12:00:00Z');
    const refusing = openSqlite({ file, clock, patienceMs: 10 });
    onTestFinished(() => refusing.close());
    const other = locked(file);
    for (const slug of ['a', 'b']) {
      const writing = refusing.transact(system, ({ tx }) => tx.insert(topics).values(topic(slug)));
      await expect(writing).rejects.toMatchObject({
        problem: 'unavailable',
        headers: { 'retry-after': '1' },
      });
    }
    await expect(refusing.tryWrite()).rejects.toMatchObject({ problem: 'unavailable' });
    expect(refusing.trouble()).toMatchObject({
      cause: 'another process has locked the database',
      code: 'SQLITE_BUSY',
      refused: 2,
      since: clock.now(),
    });
    other.exec('COMMIT');
    // A small write may have found the room that a larger one had not.
    await refusing.tryWrite();
    expect(refusing.trouble()).toBeDefined();
    clock.advance(10_000);
    await refusing.tryWrite();
    expect(refusing.trouble()).toBeUndefined();
    expect(refusing.stats()).toMatchObject({ writesRefused: 2, walBytes: expect.any(Number) });
    expect(refusing.stats().freeDiskBytes).toBeGreaterThan(0);
  });
});

/** The file, locked by somebody else. */
function locked(file: string): BetterSqlite3.Database {
  const other = new BetterSqlite3(file);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  return other;
}

function topic(slug: string) {
  return {
    ...{ id: `topic_${slug}`, slug, name: slug, hidden: false, searchText: slug },
    ...{ revision: 1, createdAt: 1, updatedAt: 1 },
  };
}
