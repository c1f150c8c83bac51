/** Full-text search with FTS5. No other file writes its expressions. */
import { count, eq, sql, type SQL } from 'drizzle-orm';
import { integer, table, text } from '../columns.ts';
import type { Db, Tx } from '../database.ts';
import type { Asked, Expression, FullTextEngine, Phrase } from '../full-text-engine.ts';
import { preparedInsert } from '../prepared-insert.ts';
import { prepared } from '../prepared.ts';

/** The tables of an index, by its name. */
const declared = new Map<string, ReturnType<typeof declare>>();

function declare(name: string, columns: readonly string[]) {
  const index = table(name, {
    seq: integer('rowid').primaryKey(),
    ...(Object.fromEntries(columns.map((column) => [column, text(column).notNull()])) as object),
  });
  const commands = table(name, { command: text(name).notNull() });
  return {
    commands,
    insert: preparedInsert(index),
    deleteAt: prepared((tx: Tx) => tx.delete(index).where(eq(index.seq, sql.placeholder('seq')))),
  };
}

function statementsOf({ name, columns }: { name: string; columns: readonly string[] }) {
  let known = declared.get(name);
  if (!known) declared.set(name, (known = declare(name, columns)));
  return known;
}

export const fts5: FullTextEngine = {
  async add(tx, index, seq, texts) {
    await statementsOf(index).insert(tx, { seq, ...texts });
  },
  async replace(tx, index, seq, texts) {
    await fts5.remove(tx, index, seq);
    await fts5.add(tx, index, seq, texts);
  },
  async remove(tx, index, seq) {
    await statementsOf(index).deleteAt(tx, { seq });
  },
  async clear(tx, index) {
    // A command of FTS5 is an insert into the column that is named like the index.
    await tx.insert(statementsOf(index).commands).values({ command: 'delete-all' });
  },
  async find(db, { name }, asked) {
    const rows = await matching(db, name, asked);
    return rows.map(({ seq }) => seq);
  },
  async count(db, { name }, asked) {
    const [row] = await db.select({ counted: count() }).from(matching(db, name, asked).as('some'));
    return row!.counted;
  },
  async weigh(db, { name }, asked, weights) {
    const table = sql.identifier(name);
    const score = sql<number>`-bm25(${sql.join([table, ...weights.map((weight) => sql`${weight}`)], sql`, `)})`;
    const rows = await db
      .select({ seq: seqOf(name), score })
      .from(sql`${table}`)
      .where(conditionOf(name, asked))
      .limit(asked.limit);
    return new Map(rows.map(({ seq, score }) => [seq, score]));
  },
};

function matching(db: Db, name: string, asked: Asked) {
  const seq = seqOf(name);
  return db
    .select({ seq: seq.as('seq') })
    .from(sql`${sql.identifier(name)}`)
    .where(conditionOf(name, asked))
    .orderBy(asked.oldestFirst ? seq : sql`${seq} DESC`)
    .limit(asked.limit);
}

function conditionOf(name: string, { expression, from, to, among }: Asked): SQL {
  const seq = seqOf(name);
  // The driver binds numbers as floats, which FTS5 does not use as bounds: without the cast it would read the whole
  // index.
  const conditions = [
    sql`${sql.identifier(name)} MATCH ${written(expression)}`,
    from === undefined ? undefined : sql`${seq} >= cast(${from} as integer)`,
    to === undefined ? undefined : sql`${seq} <= cast(${to} as integer)`,
    among?.(seq),
  ];
  return sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` AND `,
  );
}

function written(expression: Expression): string {
  if ('op' in expression) {
    return expression.of.map((one) => `(${written(one)})`).join(expression.op === 'and' ? ' AND ' : ' OR ');
  }
  return `{${expression.columns.join(' ')}} : (${expression.any.map(phrase).join(' OR ')})`;
}

function phrase({ words, isBeginning }: Phrase): string {
  return `"${words.join(' ')}"${isBeginning ? ' *' : ''}`;
}

function seqOf(name: string): SQL<number> {
  return sql<number>`${sql.identifier(name)}.rowid`;
}
