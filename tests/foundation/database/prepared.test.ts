import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { and, eq, getTableColumns, or, sql, type SQLWrapper } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureSystem, system } from '../../../src/access/system.ts';
import type { Db, Tx } from '../../../src/foundation/database/database.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import {
  isUnset,
  prepared,
  preparedForIds,
  cacheStatements,
} from '../../../src/foundation/database/prepared.ts';
import { placeholdersOf, valuesOf } from '../../../src/foundation/database/prepared-insert.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { agencyType } from '../../../src/library/agencies/record-type.ts';
import { AgencyIn } from '../../../src/library/agencies/schema.ts';
import { createRecord } from '../../../src/library/records/create.ts';
import { topicType } from '../../../src/library/topics/record-type.ts';
import { TopicIn } from '../../../src/library/topics/schema.ts';
import { agencies } from '../../../src/library/tables/agencies.ts';
import { topics } from '../../../src/library/tables/topics.ts';
import { openHouse } from '../../support/house.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-prepared-'));
  const asked: string[] = [];
  const database = openSqlite({
    file: join(folder, 'dateline.db'),
    clock: systemClock,
    onQuery: (sql) => asked.push(sql),
  });
  onTestFinished(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
  await ensureSystem(database);
  const ids = await database.transact(system, async (work) => {
    const made: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
      made.push(await createRecord(work, topicType, TopicIn.parse({ name, hidden: name === 'Two' })));
    }
    return made;
  });
  asked.length = 0;
  return { database, asked, ids };
}

const bySlug = prepared((db) =>
  db
    .select()
    .from(topics)
    .where(eq(topics.slug, sql.placeholder('slug'))),
);
const among = preparedForIds((db, among) =>
  db.select({ id: topics.id }).from(topics).where(among(topics.id)),
);

describe('a prepared query', () => {
  it('gives the rows that the same query gives unprepared, on whatever connection', async () => {
    const { database } = await opened();
    const plain = await database.read((db) => db.select().from(topics).where(eq(topics.slug, 'two')));
    expect(plain).toHaveLength(1);
    expect(await database.read((db) => bySlug(db, { slug: 'two' }))).toEqual(plain);
    expect(await database.transact(system, ({ tx }) => bySlug(tx, { slug: 'two' }))).toEqual(plain);
    expect(await database.read((db) => bySlug(db, { slug: 'three' }))).not.toEqual(plain);
  });

  it('sees what was written since', async () => {
    const { database } = await opened();
    expect(await database.read((db) => bySlug(db, { slug: 'six' }))).toEqual([]);
    await database.transact(system, (work) => createRecord(work, topicType, TopicIn.parse({ name: 'Six' })));
    expect(await database.read((db) => bySlug(db, { slug: 'six' }))).toHaveLength(1);
  });
});

describe('a prepared statement', () => {
  it('gives what it gives unprepared: columns of every type, expressions, and objects of joined tables', async () => {
    const { play, database } = await openHouse({ seed: 'none' });
    await play(async (work) => {
      await createRecord(work, agencyType, AgencyIn.parse({ name: 'One', kind: 'wire' }));
      await createRecord(work, topicType, TopicIn.parse({ name: 'One', names: { de: 'Eins' } }));
      await createRecord(work, topicType, TopicIn.parse({ name: 'Two', hidden: true }));
    });
    function joined(db: Db, slug: SQLWrapper | string) {
      return db
        .select({
          topic: topics,
          agency: getTableColumns(agencies),
          length: sql<number>`length(${topics.name})`.mapWith(String),
          counted: { aliased: sql<number>`${topics.revision} + 1`.as('aliased'), hidden: topics.hidden },
        })
        .from(topics)
        .leftJoin(agencies, eq(agencies.name, topics.name))
        .where(or(eq(topics.slug, slug), eq(topics.hidden, true)))
        .orderBy(topics.slug);
    }
    const ask = prepared((db) => joined(db, sql.placeholder('slug')));
    const rows = await database.read((db) => ask(db, { slug: 'one' }));
    expect(rows).toEqual(await database.read((db) => joined(db, 'one')));
    expect(rows).toMatchObject([
      {
        topic: { names: { de: 'Eins' }, hidden: false },
        agency: { name: 'One', kind: 'wire' },
        length: '3',
        counted: { aliased: 2 },
      },
      { topic: { names: {}, hidden: true, description: null }, agency: null },
    ]);
  });

  it('writes what it is given, in the types of the columns, and gives what it returns', async () => {
    const { play, database } = await openHouse({ seed: 'none' });
    const topic = { id: 'topic_one', slug: 'one', name: 'One', names: { de: 'Eins' }, hidden: true };
    const row = { ...topic, revision: 1, createdAt: 1, updatedAt: 2, searchText: 'one' };
    const insert = prepared((tx: Tx) => tx.insert(topics).values(placeholdersOf(topics)).returning());
    const reveal = prepared((tx: Tx) =>
      tx
        .update(topics)
        .set({ hidden: sql`${sql.param(sql.placeholder('hidden'), topics.hidden)}` })
        .where(eq(topics.id, 'topic_one')),
    );
    const inserted = await play(({ tx }) => insert(tx, valuesOf(topics, row)));
    expect(inserted).toMatchObject([{ ...row, description: null }]);
    expect(await database.read((db) => db.select().from(topics))).toEqual(inserted);
    await play(({ tx }) => reveal(tx, { hidden: false }));
    expect(await database.read((db) => db.select().from(topics))).toMatchObject([{ hidden: false }]);
    await expect(play(({ tx }) => reveal(tx, {}))).rejects.toThrow('hidden');
  });
});

describe('a query among ids', () => {
  it('finds as many as are asked for, each once, and asks nothing for none', async () => {
    const { database, asked, ids } = await opened();
    for (let count = 0; count <= ids.length; count += 1) {
      const wanted = ids.slice(0, count);
      const rows = await database.read((db) => among(db, [...wanted, ...wanted]));
      expect(rows.map(({ id }) => id).sort()).toEqual([...wanted].sort());
    }
    expect(asked).toHaveLength(ids.length);
    // One, two, four and eight places.
    expect(new Set(asked).size).toBe(4);
  });

  it('finds nothing for an id that does not exist, and leaves out what its conditions do', async () => {
    const { database, ids } = await opened();
    const shown = preparedForIds((db, among) =>
      db
        .select({ id: topics.id })
        .from(topics)
        .where(and(among(topics.id), isUnset(topics.hidden))),
    );
    expect(await database.read((db) => among(db, ['topic_none']))).toEqual([]);
    expect(await database.read((db) => shown(db, ids))).toHaveLength(4);
  });
});

describe('a connection that remembers', () => {
  it('prepares the same text once', () => {
    const connection = new BetterSqlite3(':memory:');
    onTestFinished(() => void connection.close());
    const remembering = cacheStatements(connection);
    expect(remembering.prepare('SELECT 1')).toBe(remembering.prepare('SELECT 1'));
    expect(remembering.prepare('SELECT 1')).not.toBe(remembering.prepare('SELECT 2'));
    expect(connection.prepare('SELECT 1')).not.toBe(connection.prepare('SELECT 1'));
  });
});
