import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findByFormerCode, findSubjects } from '../../library/subjects/store.ts';
import type { Note } from '../../library/notes.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingStory } from './formats/incoming.ts';

type Resolved = { subjects: ArticleIn['subjects']; others: IncomingStory['topics'] };

/**
 * The subjects of an imported story: those that the vocabulary knows or the story has already, and old Subject Codes as
 * what they are now. What is left out or retired is told in a note. Old codes that mean nothing are topics by their name.
 */
export async function resolveSubjects(
  db: Db,
  { story: { subjects: sent }, formerSubjects, placeOf }: IncomingStory,
  before: ArticleContent | undefined,
  notes: Note[],
): Promise<Resolved> {
  const known = await findSubjects(db, sent?.map(({ code }) => code) ?? []);
  const kept = new Set(before?.subjects.map(({ code }) => code));
  const subjects = new Map<string, NonNullable<typeof sent>[number]>();
  for (const [index, subject] of (sent ?? []).entries()) {
    const { code } = subject;
    const pointer = placeOf(`/subjects/${index}`);
    const row = known.get(code);
    if (row === null && !kept.has(code)) {
      notes.push({
        name: 'subject-dropped',
        detail: `There is no subject "${code}": it is left out.`,
        pointer,
      });
      continue;
    }
    subjects.set(code, subject);
    if (row?.retired)
      notes.push({
        name: 'subject-changed',
        detail: `IPTC has retired the subject ${code}: it is kept; use ${row.replacement ?? 'another'}.`,
        pointer,
      });
  }
  const others: Resolved['others'] = [];
  for (const { code, name } of formerSubjects) {
    const now = await findByFormerCode(db, code);
    if (now === undefined) others.push({ name, mayBeNew: true });
    else {
      notes.push({
        name: 'subject-changed',
        detail: `The old Subject Code ${code} is now ${now}.`,
        pointer: placeOf('/subjects'),
      });
      if (!subjects.has(now)) subjects.set(now, { code: now });
    }
  }
  const all = [...subjects.values()];
  if (all.length > most)
    notes.push({
      name: 'subject-dropped',
      detail: `A story has ${most} subjects at most; the others are left out.`,
      pointer: placeOf('/subjects'),
    });
  return { subjects: sent || all.length > 0 ? all.slice(0, most) : undefined, others };
}

const most = 50;
