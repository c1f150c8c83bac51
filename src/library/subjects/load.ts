import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { subjects, type SubjectRow } from '../tables/subjects.ts';
import type { Vocabulary } from './vocabulary.ts';

export type VocabularyChanges = { added: SubjectRow[]; changed: SubjectRow[] };

/**
 * What a file would change. Files of other languages add their names. Nothing is taken away: IPTC retires codes. An older
 * file changes no subject, and adds only names that are missing.
 */
export async function compareVocabulary(db: Db, { subjects: read }: Vocabulary): Promise<VocabularyChanges> {
  const before = new Map((await db.select().from(subjects)).map((row) => [row.code, row]));
  const rows = read.map((row) => merged(before.get(row.code), row));
  return {
    added: rows.filter(({ code }) => !before.has(code)),
    changed: rows.filter((row) => before.has(row.code) && !isDeepStrictEqual(row, before.get(row.code))),
  };
}

function merged(before: SubjectRow | undefined, row: SubjectRow): SubjectRow {
  if (!before) return row;
  if (before.releasedAt > row.releasedAt) return { ...before, names: { ...row.names, ...before.names } };
  return { ...row, names: { ...before.names, ...row.names } };
}

/** Saves what a file says of subjects. Saved anew it changes nothing. */
export async function loadVocabulary(work: Work, vocabulary: Vocabulary): Promise<VocabularyChanges> {
  const { tx } = work;
  const { added, changed } = await compareVocabulary(tx, vocabulary);
  const rows = [...added, ...changed];
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insert(subjects)
      .values(rows.slice(at, at + 500))
      .onConflictDoUpdate({ target: subjects.code, set: sent });
  if (rows.length > 0) {
    await record(work, {
      action: 'subjects.loaded',
      subject: 'medtop',
      data: {
        releasedAt: toTimestamp(vocabulary.releasedAt),
        locales: vocabulary.locales,
        added: added.length,
        changed: changed.length,
      },
    });
    // Stories show their names, and a list of a subject has what is below it.
    await recordChanges(work, {
      ...{ kind: 'edition', id: 'subjects', action: 'upserted', material: false },
      anywhere: true,
    });
  }
  return { added, changed };
}

const sent = {
  names: sql`excluded.names`,
  broader: sql`excluded.broader`,
  retired: sql`excluded.retired`,
  replacement: sql`excluded.replacement`,
  formerCode: sql`excluded.former_code`,
  releasedAt: sql`excluded.released_at`,
};
