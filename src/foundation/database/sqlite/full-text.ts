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
    const rows = await findRows(db, name, asked);
    return rows.map(({ seq }) => seq);
  },
  async count(db, { name }, asked) {
    const [row] = await countRows(db, name, asked);
    return row!.counted;
  },
  async weigh(db, { name }, asked, weights) {
    const rows = await weighRows(db, name, asked, weights);
    const scores = new Map<number, number>();
    for (const { seq, score } of rows) scores.set(seq, score);
    return scores;
  },
};

/** The part of a query that decides its SQL; all else is given as values. */
type Shape = Pick<Asked, 'oldestFirst' | 'among'> & {
  name: string;
  hasFrom: boolean;
  hasTo: boolean;
  skips: boolean;
  weights: readonly number[];
};
type Values = typeof places;
type Query<Row> = {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> };
};

const places = {
  expression: sql.placeholder('expression'),
  from: sql.placeholder('from'),
  to: sql.placeholder('to'),
  limit: sql.placeholder('limit'),
  skip: sql.placeholder('skip'),
};

/** A query that is prepared once for each shape, and for each further condition that is the same function. */
function preparedByShape<Row>(build: (db: Db, shape: Shape, values: Values) => Query<Row>) {
  function prepareWith(among: Asked['among']) {
    return prepared((db: Db, shape: string) =>
      build(db, { ...(JSON.parse(shape) as Omit<Shape, 'among'>), among }, places),
    );
  }
  const askPlain = prepareWith(undefined);
  const askAmong = new WeakMap<NonNullable<Asked['among']>, typeof askPlain>();
  function askWith(among: Asked['among']): typeof askPlain {
    if (!among) return askPlain;
    const ask = askAmong.get(among) ?? prepareWith(among);
    askAmong.set(among, ask);
    return ask;
  }
  return function (
    db: Db,
    name: string,
    { expression, from, to, limit, skip, oldestFirst, among }: Asked,
    weights: readonly number[] = [],
  ): Promise<Row[]> {
    const [hasFrom, hasTo, skips] = [from, to, skip].map((one) => one !== undefined);
    const shape = JSON.stringify({ name, hasFrom, hasTo, skips, oldestFirst, weights });
    return askWith(among)(db, { expression: written(expression), from, to, limit, skip }, shape);
  };
}

const findRows = preparedByShape(matching);

const countRows = preparedByShape((db, shape, values) =>
  db.select({ counted: count() }).from(matching(db, shape, values).as('some')),
);

const weighRows = preparedByShape((db, shape, values) => {
  const [table, weights] = [sql.identifier(shape.name), shape.weights.map((weight) => sql`${weight}`)];
  const score = sql<number>`-bm25(${sql.join([table, ...weights], sql`, `)})`;
  return db
    .select({ seq: seqOf(shape.name), score })
    .from(sql`${table}`)
    .where(conditionOf(shape, values))
    .limit(values.limit);
});

function matching(db: Db, shape: Shape, values: Values) {
  const seq = seqOf(shape.name);
  const found = db
    .select({ seq: seq.as('seq') })
    .from(sql`${sql.identifier(shape.name)}`)
    .where(conditionOf(shape, values))
    .orderBy(shape.oldestFirst ? seq : sql`${seq} DESC`)
    .limit(values.limit)
    .$dynamic();
  return shape.skips ? found.offset(values.skip) : found;
}

function conditionOf({ name, hasFrom, hasTo, among }: Shape, { expression, from, to }: Values): SQL {
  const seq = seqOf(name);
  // The driver binds numbers as floats, which FTS5 does not use as bounds: without the cast it would read the whole
  // index.
  const conditions = [
    sql`${sql.identifier(name)} MATCH ${expression}`,
    hasFrom ? sql`${seq} >= cast(${from} as integer)` : undefined,
    hasTo ? sql`${seq} <= cast(${to} as integer)` : undefined,
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
