import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset, prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { type RecordSource, type RecordTable, rowsOf } from './record-type.ts';
import { type anyRecord, formerSlugs } from '../tables/records.ts';
import { lookUpFormer, lookUpMerged } from './former.ts';
import { findSurvivors } from './merged.ts';
import { listTree } from './tree.ts';

type Stored = { id: string; slug: string };

/** One record by id or slug, hidden or not. */
export async function findRecord<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  idOrSlug: string,
): Promise<Row | undefined> {
  return rowsOf(type, await named(db, { idOrSlug }, type.table))[0];
}

const named = prepared((db, table: typeof anyRecord) => {
  const idOrSlug = sql.placeholder('idOrSlug');
  return db
    .select()
    .from(table)
    .where(or(eq(table.id, idOrSlug), eq(table.slug, idOrSlug)));
});

/** The record that once had this slug, or into which the one with this id was merged. */
export async function findByFormerName<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  name: string,
): Promise<Row | undefined> {
  const [former] = await db
    .select({ id: formerSlugs.id })
    .from(formerSlugs)
    .where(and(eq(formerSlugs.kind, type.kind), eq(formerSlugs.slug, name)));
  const id = former?.id ?? (await findSurvivors(db, [name])).get(name);
  return id === undefined ? undefined : findRecord(db, type, id);
}

/**
 * The public records with these ids, by id; ids of merged records give the remaining one. One query, three where some
 * were merged.
 */
export async function findPublic<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  ids: Iterable<string>,
): Promise<Map<string, Row>> {
  return findAmong(db, publicAmong, type, ids);
}

/** The ones with these ids, hidden or not, in the same way. */
export async function findRecords<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  ids: Iterable<string>,
): Promise<Map<string, Row>> {
  return findAmong(db, anyAmong, type, ids);
}

async function findAmong<Row extends Stored>(
  db: Db,
  ask: typeof anyAmong,
  type: RecordSource<Row>,
  ids: Iterable<string>,
): Promise<Map<string, Row>> {
  const wanted = [...new Set(ids)];
  const found = byId(rowsOf(type, await ask(db, wanted, type.table)));
  const survivors = await findSurvivors(
    db,
    wanted.filter((id) => !found.has(id)),
  );
  const others = byId(rowsOf(type, await ask(db, survivors.values(), type.table)));
  for (const [id, survivor] of survivors) {
    const row = others.get(survivor);
    if (row) found.set(id, row);
  }
  return found;
}

function byId<Row extends Stored>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

const anyAmong = preparedForIds((db, among, table: typeof anyRecord) =>
  db.select().from(table).where(among(table.id)),
);
const publicAmong = preparedForIds((db, among, table: typeof anyRecord) =>
  db
    .select()
    .from(table)
    .where(and(among(table.id), isUnset(table.hidden))),
);

type Asked = PageAsked & {
  where?: SQL | undefined;
  /** The condition of what the caller may see. */
  among?: SQL | undefined;
};

/** One page of the public records, in the order of the type. */
export async function listPublic<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  asked: Omit<Asked, 'among'>,
  filters: unknown = {},
): Promise<Page<Row>> {
  return listRecords(db, type, { ...asked, among: eq(type.table.hidden, false) }, filters);
}

/** One page of the records, hidden ones too, in the order of the type. */
export async function listRecords<Row extends Stored>(
  db: Db,
  type: RecordSource<Row>,
  asked: Asked,
  filters: unknown = {},
): Promise<Page<Row>> {
  const { table, order, parentOf } = type;
  const list = { sort: type.kind, filters };
  if (parentOf) return listTree(db, type, parentOf, asked, list);
  const { data, page } = await readPage(db, asked, {
    list,
    order,
    keyOf: (row) => type.keyOf(rowsOf(type, [row])[0]!),
    where: and(asked.among, asked.where),
    select: () => db.select().from(table),
  });
  return { data: rowsOf(type, data), page };
}

/** A reference to a record by id or slug, and its place in the request. */
export type NamedReference = { reference: string; where: Omit<Fault, 'detail'> };

/** Resolves references (an id, a slug or a former slug) to whole records; each one that matches nothing is a fault. */
export async function lookUp<Row extends Stored>(
  db: Db,
  type: RecordTable<Row>,
  named: NamedReference[],
): Promise<{ found: Map<string, Row>; faults: Fault[] }> {
  const names = [...new Set(named.map(({ reference }) => reference))];
  const rows = rowsOf(type, await namedAmong(db, names, type.table));
  const found = new Map(rows.flatMap((row) => [[row.id, row] as const, [row.slug, row] as const]));
  for (const look of [lookUpFormer, lookUpMerged]) {
    const missing = names.filter((name) => !found.has(name));
    for (const { name, record } of await look(db, type, missing)) found.set(name, rowsOf(type, [record])[0]!);
  }
  const faults = named
    .filter(({ reference }) => !found.has(reference))
    .map((missing) => faultOfUnknown(type, missing));
  return { found, faults };
}

/** The fault of a reference that matches nothing, or nothing that may be known of. */
export function faultOfUnknown({ kind }: RecordTable<never>, { reference, where }: NamedReference): Fault {
  return { ...where, detail: `There is no ${kind} "${reference}".` };
}

const namedAmong = preparedForIds((db, among, table: typeof anyRecord) =>
  db
    .select()
    .from(table)
    .where(or(among(table.id), among(table.slug))),
);
