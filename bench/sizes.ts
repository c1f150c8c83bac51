import BetterSqlite3 from 'better-sqlite3';
import type { House } from './house.ts';
import { table } from './report.ts';

const leastKilobytes = 0.05;

/** Kilobytes of the file for each story, by table with its indexes; small ones together. */
export function sizesOf({ file, stories }: House): { all: number; table: string } {
  const db = new BetterSqlite3(file, { readonly: true });
  const rows = db
    .prepare(
      `SELECT coalesce(s.tbl_name, d.name) AS name, sum(d.pgsize) AS bytes FROM dbstat d
       LEFT JOIN sqlite_schema s USING (name) WHERE d.aggregate = 1 GROUP BY 1`,
    )
    .all() as { name: string; bytes: number }[];
  db.close();
  const sizes = new Map<string, number>();
  for (const { name, bytes } of rows) {
    const [of = name] = /^(?:live|desk|name)_search/.exec(name) ?? [];
    sizes.set(of, (sizes.get(of) ?? 0) + bytes / 1000 / stories);
  }
  const all = sizes.values().reduce((sum, size) => sum + size, 0);
  const large = [...sizes].filter(([, size]) => size >= leastKilobytes).sort(([, a], [, b]) => b - a);
  const others = large.reduce((rest, [, size]) => rest - size, all);
  const lines = [...large, ['all others', others] as const, ['**all**', all] as const];
  return {
    all,
    table: table(
      ['table with its indexes', 'kB a story'],
      lines.map(([name, size]) => [name, size.toFixed(2)]),
    ),
  };
}
