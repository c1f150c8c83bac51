import BetterSqlite3, { type Database } from 'better-sqlite3';

type Row = Record<string, unknown>;
type Created = { id: string; at: number };

/**
 * Every row that a database holds of a story that was created at `at`, table by table, and its words in the desk's index
 * at their places. Its id, that moment and numbers that are given in turn are taken out: they differ from file to file.
 */
export function findWritten(file: string, { id, at }: Created): Record<string, unknown[]> {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const written = tablesIn(db).flatMap(([table, columns]) =>
      columns.map((column): [string, unknown[]] => [
        `${table}.${column}`,
        db
          .prepare<[string], Row>(`SELECT * FROM ${table} WHERE ${column} = ?`)
          .all(id)
          .map((row) => withoutOwn(row, { id, at })),
      ]),
    );
    return { ...Object.fromEntries(written), words: wordsOf(db, id) };
  } finally {
    db.close();
  }
}

/** Tables with those of their columns that name a story. */
function tablesIn(db: Database): [table: string, columns: string[]][] {
  const tables = db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[];
  return tables.map((table) => {
    const columns = db.pragma(`table_info(${table})`) as { name: string }[];
    return [
      table,
      columns.map(({ name }) => name).filter((name) => ['id', 'article_id', 'subject'].includes(name)),
    ];
  });
}

function withoutOwn({ seq, search_seq, ...row }: Row, { id, at }: Created): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value === id) return [name, 'its id'];
      if (value === at) return [name, 'its moment'];
      return [name, name === 'content' ? JSON.parse(String(value)) : value];
    }),
  );
}

function wordsOf(db: Database, id: string): unknown[] {
  db.exec('CREATE VIRTUAL TABLE temp.desk_words USING fts5vocab(main, desk_search, instance)');
  return db
    .prepare(
      `SELECT term, col, offset FROM temp.desk_words
       WHERE doc = (SELECT search_seq FROM articles WHERE id = ?) ORDER BY col, offset, term`,
    )
    .all(id);
}
