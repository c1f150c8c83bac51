import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureSystem, system } from '../../../src/access/system.ts';
import type { Db, Tx } from '../../../src/foundation/database/database.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { publicRevision } from '../../../src/foundation/changes/table.ts';
import { recordChanges, type PublicChange } from '../../../src/foundation/changes/record.ts';
import { findPublicRevision } from '../../../src/foundation/changes/revision.ts';
import { topics } from '../../../src/library/tables/topics.ts';
import { standingClock } from '../../support/clock.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-database-'));
  const database = openSqlite({
    file: join(folder, 'dateline.db'),
    clock: standingClock('2026-11-23T12:00:00Z'),
  });
  onTestFinished(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
  await ensureSystem(database);
  return database;
}

function topic(slug: string) {
  return {
    id: `topic_${slug}`,
    slug,
    name: slug,
    hidden: false,
    revision: 1,
    createdAt: 1,
    updatedAt: 1,
    searchText: '',
  };
}

async function slugs(db: Db): Promise<string[]> {
  const rows = await db.select({ slug: topics.slug }).from(topics).orderBy(topics.slug);
  return rows.map(({ slug }) => slug);
}

/** A verb of one insert. */
function add(slug: string) {
  return async ({ tx }: { tx: Tx }): Promise<void> => {
    await tx.insert(topics).values(topic(slug));
  };
}

describe('transact', () => {
  it('keeps all of it, or nothing', async () => {
    const database = await opened();
    await database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('a'));
      await tx.insert(topics).values(topic('b'));
    });
    const broken = database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('c'));
      throw new Error('stop');
    });
    await expect(broken).rejects.toThrow('stop');
    expect(await database.read(slugs)).toEqual(['a', 'b']);
  });

  it('gives what the work gives, one moment, and who acts', async () => {
    const database = await opened();
    const given = await database.transact(system, async ({ now, actor }) => ({ now, actor }));
    expect(given).toEqual({ now: Date.parse('2026-11-23T12:00:00Z'), actor: system });
  });

  const change: PublicChange = {
    ...{ kind: 'agency', id: 'agency_01g4q22g00epn9j77xa3hcy7rk', action: 'upserted', material: false },
  };

  it('lets writers wait in line, in the order they came, whatever becomes of those before', async () => {
    const database = await opened();
    const order: number[] = [];
    const writers = Array.from({ length: 20 }, (_, n) =>
      database.transact(system, async (work) => {
        const { number: revision } = await findPublicRevision(work.tx);
        await recordChanges(work, change);
        await recordChanges(work, change);
        order.push(n);
        if (n % 4 === 3) throw new Error('stop');
        expect((await findPublicRevision(work.tx)).number).toBe(revision + 2);
      }),
    );
    const results = await Promise.allSettled(writers);
    expect(order).toEqual([...Array(20).keys()]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect((await database.read(findPublicRevision)).number).toBe(30);
  });

  it('answers a clash as a conflict, not as an error of the engine', async () => {
    const database = await opened();
    const twice = database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('a'));
      await tx.insert(topics).values({ ...topic('b'), slug: 'a' });
    });
    await expect(twice).rejects.toMatchObject({ problem: 'conflict' });
    expect(await database.read(slugs)).toEqual([]);
  });
});

describe('read', () => {
  it('sees one snapshot, whatever is written meanwhile', async () => {
    const database = await opened();
    await database.transact(system, add('a'));
    let written: Promise<void> | undefined;
    const seen = await database.read(async (db) => {
      const before = await slugs(db);
      written = database.transact(system, add('b'));
      await written;
      return [before, await slugs(db)];
    });
    expect(seen).toEqual([['a'], ['a']]);
    expect(await database.read(slugs)).toEqual(['a', 'b']);
  });

  it('does not see what is not kept yet', async () => {
    const database = await opened();
    await database.transact(system, async ({ tx }) => {
      await tx.insert(topics).values(topic('a'));
      expect(await database.read(slugs)).toEqual([]);
    });
  });

  it('refuses to write, even to who gets past the types', async () => {
    const database = await opened();
    const writing = database.read((db) => add('a')({ tx: db as Tx }));
    await expect(writing).rejects.toSatisfy(({ cause, code }) => (cause?.code ?? code) === 'SQLITE_READONLY');
    expect(await database.read(slugs)).toEqual([]);
  });
});

describe('the types', () => {
  it('let nobody write outside a transaction, nor without awaiting', () => {
    function wrong(db: Db, tx: Tx) {
      // @ts-expect-error: Db does not insert
      db.insert(topics);
      // @ts-expect-error: Db does not update
      db.update(publicRevision);
      // @ts-expect-error: Db does not delete
      db.delete(topics);
      // @ts-expect-error: a transaction opens no other
      tx.transaction(async () => undefined);
      // @ts-expect-error: one engine's words
      tx.select().from(topics).all();
      // @ts-expect-error: one engine's words
      tx.insert(topics).values(topic('a')).run();
      // @ts-expect-error: a query that is not awaited is no list
      tx.select().from(topics).map(String);
    }
    expect(wrong).toBeTypeOf('function');
  });
});
