/** Full-text search on PostgreSQL, with the answers of FTS5 in the same order. */
import { and, count, desc, eq, getTableColumns, gte, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../database.ts';
import type { Asked, Expression, FullTextEngine, Index } from '../full-text-engine.ts';
import { bm25, type Counts } from './bm25.ts';
import { matches } from './full-text-conditions.ts';
import { declaredOf, putRow, totals } from './full-text-rows.ts';

export const postgresFullText: FullTextEngine = {
  add: putRow,
  replace: putRow,
  async remove(tx, index, seq) {
    await declaredOf(index).remove(tx, { seq });
  },
  clear: (tx, index) => declaredOf(index).clear(tx),
  async find(db, index, asked) {
    const { rows } = declaredOf(index);
    const found = await db
      .select({ seq: rows.seq })
      .from(rows)
      .where(conditionOf(index, asked))
      .orderBy(asked.oldestFirst ? rows.seq : desc(rows.seq))
      .limit(asked.limit)
      .offset(asked.skip ?? 0);
    return found.map(({ seq }) => seq);
  },
  async count(db, index, asked) {
    const { rows } = declaredOf(index);
    const some = db.select({ seq: rows.seq }).from(rows).where(conditionOf(index, asked)).limit(asked.limit);
    const [row] = await db.select({ counted: count() }).from(some.as('some'));
    return row!.counted;
  },
  async weigh(db, index, asked, weights) {
    const { rows } = declaredOf(index);
    const { seq, length, ...columns } = getTableColumns(rows) as Record<string, PgColumn>;
    const texts = Object.fromEntries(columnsIn(asked.expression).map((column) => [column, columns[column]!]));
    const found = await db
      .select({ seq: rows.seq, length: rows.length, texts, counts: countsOf(db, index, asked.expression) })
      .from(rows)
      .where(conditionOf(index, asked))
      .limit(asked.limit);
    const weightOf = Object.fromEntries(index.columns.map((column, place) => [column, weights[place]!]));
    return new Map(found.map((row) => [row.seq, bm25(asked.expression, row as never, row.counts, weightOf)]));
  },
};

function conditionOf(index: Index, { expression, from, to, among }: Asked): SQL | undefined {
  const { seq } = declaredOf(index).rows;
  return and(
    matches(index, expression),
    from === undefined ? undefined : gte(seq, from),
    to === undefined ? undefined : lte(seq, to),
    among?.(sql`${seq}`),
  );
}

/** Asked once for each statement, since it does not depend on the row. */
function countsOf(db: Db, index: Index, expression: Expression): SQL<Counts> {
  const { rows } = declaredOf(index);
  const hits = phrasesIn(expression).map(
    (phrase) => sql`(${db.select({ counted: count() }).from(rows).where(matches(index, phrase))})`,
  );
  const counts = db
    .select({
      counts: sql`json_build_object('rows', ${totals.rows}, 'words', ${totals.words}, 'hits', json_build_array(${sql.join(hits, sql`, `)}))`,
    })
    .from(totals)
    .where(eq(totals.name, index.name));
  return sql<Counts>`(${counts})`.mapWith((text: string) => JSON.parse(text) as Counts);
}

/** Each phrase by itself, in the columns where it is asked for. */
function phrasesIn(expression: Expression): Expression[] {
  if ('op' in expression) return expression.of.flatMap(phrasesIn);
  return expression.any.map((phrase) => ({ ...expression, any: [phrase] }));
}

function columnsIn(expression: Expression): string[] {
  return 'op' in expression ? expression.of.flatMap(columnsIn) : [...expression.columns];
}
