import type { SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { decodeCursor, type ListIdentity } from '../../foundation/page/cursor.ts';
import { pageOf, totalOf, type Page } from '../../foundation/page/page.ts';
import type { PageAsked } from '../../foundation/page/read.ts';
import { type RecordSource, rowsOf } from './record-type.ts';

type Stored = { id: string; slug: string };
type ParentOf<Row> = (row: Row) => string | null;
type Asked = PageAsked & {
  where?: SQL | undefined;
  among?: SQL | undefined;
};

/**
 * One page of a tree, each record followed by its children. A record whose parent the caller may not see (`among`) is a
 * root. Reads the whole table: trees are small.
 */
export async function listTree<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  parentOf: ParentOf<Row>,
  { limit, cursor, count, where, among }: Asked,
  list: ListIdentity,
): Promise<Page<Row>> {
  const { table } = type;
  const [last] = cursor === undefined ? [] : decodeCursor(list, cursor, [table.slug]);
  const rows = rowsOf(type, await db.select().from(table).where(among));
  const wanted = where && (await db.select({ id: table.id }).from(table).where(where));
  const ids = new Set((wanted ?? rows).map(({ id }) => id));
  const places = placesOf(rows, type, parentOf);
  const all = rows.filter(({ id }) => ids.has(id));
  const found = all
    .filter(({ id }) => last === undefined || places.get(id)! > last)
    .toSorted((a, b) => (places.get(a.id)! < places.get(b.id)! ? -1 : 1));
  const { data, page } = pageOf(found.slice(0, limit + 1), limit, list, ({ id }) => [places.get(id)!]);
  return { data, page: { ...page, ...(count && totalOf(all.length)) } };
}

/** For each row, its keys from the root down as one text; sorted, they give the order of the tree. */
function placesOf<Row extends Stored>(
  rows: Row[],
  { keyOf }: RecordSource<Row>,
  parentOf: ParentOf<Row>,
): Map<string, string> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    rows.map((row) => {
      const steps: Row[] = [];
      let at: Row | undefined = row;
      while (at && !steps.includes(at)) {
        steps.unshift(at);
        at = byId.get(parentOf(at) ?? '');
      }
      // A space sorts before every character of a slug, so children come before the next sibling.
      return [row.id, steps.map((step) => sortable(keyOf(step))).join(' ')];
    }),
  );
}

function sortable(key: (string | number)[]): string {
  return key.map((part) => (typeof part === 'number' ? String(part).padStart(6, '0') : part)).join('');
}
