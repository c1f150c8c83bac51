import { eq, notInArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Tx } from '../../foundation/database/database.ts';
import { fullText } from '../../foundation/database/full-text.ts';
import { indexed } from '../../foundation/search/words.ts';
import { agencies } from '../tables/agencies.ts';
import { bylines } from '../tables/bylines.ts';
import type { RecordKind } from './record-type.ts';
import { asRecords } from '../tables/records.ts';
import { topics } from '../tables/topics.ts';
import { recordNames } from '../tables/names.ts';

/**
 * The index of names of agencies, bylines and topics. Stories are indexed with their ids, so that a new name changes
 * one row.
 */
export const nameSearch = fullText('name_search', ['name']);

type IndexedName = { id: string; words: string; hidden: boolean };

/** Lets an agency, a byline or a topic be found by its names and its slug; sections are asked for by filter only. */
export async function indexName(tx: Tx, kind: RecordKind, { id, words, hidden }: IndexedName): Promise<void> {
  if (kind === 'section') return;
  const [row] = await tx
    .insert(recordNames)
    .values({ id, hidden })
    .onConflictDoUpdate({ target: recordNames.id, set: { hidden } })
    .returning({ seq: recordNames.seq });
  await nameSearch.replace(tx, row!.seq, { name: indexed(words, { elides: false }) });
}

/** Removes a deleted record from the index. */
export async function forgetName(tx: Tx, id: string): Promise<void> {
  const [row] = await tx
    .delete(recordNames)
    .where(eq(recordNames.id, id))
    .returning({ seq: recordNames.seq });
  if (row) await nameSearch.remove(tx, row.seq);
}

/** Indexes records from before this index existed. */
export async function indexMissingNames(tx: Tx): Promise<void> {
  const known = tx.select({ id: recordNames.id }).from(recordNames);
  await indexNames(tx, (id) => notInArray(id, known));
}

/** Indexes all records, in an empty index. */
export async function indexAllNames(tx: Tx): Promise<void> {
  await indexNames(tx, () => undefined);
}

async function indexNames(tx: Tx, which: (id: PgColumn) => SQL | undefined): Promise<void> {
  for (const [kind, table] of Object.entries({ agency: agencies, byline: bylines, topic: topics })) {
    const { id, name, slug, hidden } = asRecords(table);
    const others = 'names' in table ? table.names : sql<null>`NULL`;
    const rows = await tx.select({ id, name, slug, hidden, others }).from(table).where(which(id));
    for (const { others: names, ...row } of rows)
      await indexName(tx, kind as RecordKind, {
        ...row,
        words: [row.name, ...Object.values(names ?? {}), row.slug].join(' '),
      });
  }
}
