import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findByFormerCode, findSubjects } from '../../library/subjects/store.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingStory } from './formats/incoming.ts';
import type { Telling } from './notes.ts';

type Resolved = {
  subjects: ArticleIn['subjects'];
  others: (IncomingStory['topics'][number] & { pointer: string })[];
};

/**
 * The subjects of an imported story: those that the vocabulary knows or the story has already, and old Subject Codes as
 * what they are now. What is left out or retired is told in a note. Old codes that mean nothing are topics by their name.
 */
export async function resolveSubjects(
  db: Db,
  { story: { subjects: sent }, formerSubjects }: IncomingStory,
  { before, tell }: Telling & { before: ArticleContent | undefined },
): Promise<Resolved> {
  const known = await findSubjects(db, sent?.map(({ code }) => code) ?? []);
  const kept = new Set(before?.subjects.map(({ code }) => code));
  const subjects = new Map<string, NonNullable<typeof sent>[number]>();
  for (const [index, subject] of (sent ?? []).entries()) {
    const pointer = `/subjects/${index}`;
    const { code } = subject;
    const row = known.get(code);
    if (row === null && !kept.has(code)) {
      tell('subjectDropped', `There is no subject "${code}": it is left out.`, pointer);
      continue;
    }
    const now = row?.retired ? row.replacement : null;
    if (now) {
      tell('subjectChanged', `IPTC has retired the subject ${code}: it is now ${now}.`, pointer);
      if (!subjects.has(now)) subjects.set(now, { code: now });
      continue;
    }
    subjects.set(code, subject);
    if (row?.retired)
      tell('subjectChanged', `IPTC has retired the subject ${code}, and says no other: it is kept.`, pointer);
  }
  const others: Resolved['others'] = [];
  for (const [index, { code, name }] of formerSubjects.entries()) {
    const pointer = `/formerSubjects/${index}`;
    const now = await findByFormerCode(db, code);
    if (now !== undefined) {
      tell('subjectChanged', `The old Subject Code ${code} is now ${now}.`, pointer);
      if (!subjects.has(now)) subjects.set(now, { code: now });
      continue;
    }
    tell('subjectDropped', `The old Subject Code ${code} is not known here.`, pointer);
    if (name !== undefined) others.push({ name, mayBeNew: true, pointer });
  }
  const all = [...subjects.values()];
  if (all.length > most)
    tell('subjectDropped', `A story has ${most} subjects at most; the others are left out.`, '/subjects');
  return { subjects: sent || all.length > 0 ? all.slice(0, most) : undefined, others };
}

const most = 50;
