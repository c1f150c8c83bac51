/** The tables of full-text indexes and what is written to them. */
import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { integer, table, text } from '../columns.ts';
import type { Tx } from '../database.ts';
import type { Index } from '../full-text-engine.ts';
import { prepared } from '../prepared.ts';
import { lexemesOf } from './full-text-words.ts';

/** How many rows and words each index has. */
export const totals = table('search_totals', {
  name: text('name').primaryKey(),
  rows: integer('rows').notNull(),
  words: integer('words').notNull(),
});

/** The table of an index and its statements. */
type Declared = ReturnType<typeof declare>;

const declared = new Map<string, Declared>();

export function declaredOf(index: Index): Declared {
  let known = declared.get(index.name);
  if (!known) declared.set(index.name, (known = declare(index)));
  return known;
}

function declare({ name, columns }: Index) {
  const texts = Object.fromEntries(columns.map((column) => [column, text(column).notNull()]));
  const rows = table(name, {
    seq: integer('seq').primaryKey(),
    words: text('words').notNull(),
    length: integer('length').notNull(),
    ...(texts as object),
  });
  const isRow = eq(rows.seq, sql.placeholder('seq'));
  const isIndex = eq(totals.name, name);
  const values = Object.fromEntries(
    Object.keys(getTableColumns(rows)).map((column) => [column, sql.placeholder(column)]),
  );
  const words = sql`array_to_tsvector(${sql.placeholder('words')}::text[])`;
  const excluded = Object.fromEntries(
    Object.keys(values).map((column) => [column, sql`excluded.${sql.identifier(column)}`]),
  );

  return {
    rows,
    put: prepared((tx: Tx) => {
      const former = withQueries(tx)
        .$with('former')
        .as(tx.select({ length: rows.length }).from(rows).where(isRow));
      const inserted = tx.insert(rows).values({ ...values, words } as never);
      const put = withQueries(tx)
        .$with('put')
        .as(
          inserted.onConflictDoUpdate({ target: rows.seq, set: excluded }).returning({ length: rows.length }),
        );
      return withQueries(tx)
        .with(former, put)
        .update(totals)
        .set({
          rows: sql`${totals.rows} + 1 - (SELECT count(*) FROM former)`,
          words: sql`${totals.words} + (SELECT sum(length) FROM put) - coalesce((SELECT sum(length) FROM former), 0)`,
        })
        .where(isIndex);
    }),
    remove: prepared((tx: Tx) => {
      const gone = withQueries(tx)
        .$with('gone')
        .as(tx.delete(rows).where(isRow).returning({ length: rows.length }));
      return withQueries(tx)
        .with(gone)
        .update(totals)
        .set({
          rows: sql`${totals.rows} - (SELECT count(*) FROM gone)`,
          words: sql`${totals.words} - coalesce((SELECT sum(length) FROM gone), 0)`,
        })
        .where(isIndex);
    }),
    clear: async (tx: Tx): Promise<void> => {
      await tx.delete(rows);
      await tx.update(totals).set({ rows: 0, words: 0 }).where(isIndex);
    },
  };
}

/** The builders with `WITH`: rows and totals change in one statement. */
function withQueries(tx: Tx) {
  return tx as unknown as PgDatabase<PgQueryResultHKT>;
}

/** Adds a row or replaces the one with its number. */
export async function putRow(
  tx: Tx,
  index: Index,
  seq: number,
  texts: Record<string, string>,
): Promise<void> {
  const words = Object.fromEntries(
    index.columns.map((column) => [column, texts[column]!.split(' ').filter((word) => word !== '')]),
  );
  const spaced: Record<string, string> = Object.fromEntries(
    Object.entries(words).map(([column, some]) => [column, some.length > 0 ? ` ${some.join(' ')} ` : '']),
  );
  await declaredOf(index).put(tx, {
    ...spaced,
    seq,
    words: lexemesOf(index, words),
    length: Object.values(words).flat().length,
  });
}
