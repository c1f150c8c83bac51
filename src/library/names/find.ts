import { and, eq, exists, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { findMatches, holds } from '../../foundation/database/full-text.ts';
import type { Term } from '../../foundation/search/question.ts';
import { wordOf, type AskedTerm } from '../../foundation/search/search.ts';
import { withMerged } from '../records/merged.ts';
import { nameSearch } from './index-name.ts';
import { recordNames } from './table.ts';

/** As many of those that go by a term are asked for, the last added first. */
const mostNames = 50;

/** The terms, each with whom and what goes by it, as words of an index; hidden ones only where they may be known. */
export async function withNames(
  db: Db,
  terms: Term[],
  { hiddenToo }: { hiddenToo: boolean },
): Promise<AskedTerm[]> {
  const asked: AskedTerm[] = [];
  for (const term of terms) {
    const ids = await findNamed(db, term, hiddenToo);
    asked.push({ ...term, names: (await withMerged(db, ids)).map(wordOf) });
  }
  return asked;
}

async function findNamed(db: Db, term: Term, hiddenToo: boolean): Promise<string[]> {
  const seqs = await findMatches(db, nameSearch, {
    expression: holds(term, ['name']),
    limit: mostNames,
    among: (seq) =>
      hiddenToo
        ? undefined
        : exists(
            db
              .select({ one: sql`1` })
              .from(recordNames)
              .where(and(eq(recordNames.seq, seq), eq(recordNames.hidden, false))),
          ),
  });
  if (seqs.length === 0) return [];
  const rows = await db
    .select({ id: recordNames.id })
    .from(recordNames)
    .where(inArray(recordNames.seq, seqs));
  return rows.map(({ id }) => id);
}
