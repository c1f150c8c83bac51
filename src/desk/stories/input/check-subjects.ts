import type { Db } from '../../../foundation/database/database.ts';
import type { Fault } from '../../../foundation/problem.ts';
import { findSubjects, nameIn, type KnownSubjects } from '../../../library/subjects/store.ts';
import type { ReferenceContext } from './visible-references.ts';
import type { ArticleIn } from '../schema.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';

type Subjects = ArticleContent['subjects'];

/**
 * The subjects of a story, with their names in its language where they are known; a fault for each that the vocabulary
 * does not have. Codes that the story has already stay. Without a vocabulary nothing is checked.
 */
export async function checkSubjects(
  db: Db,
  sent: NonNullable<ArticleIn['subjects']>,
  { before, locale, isStored = false }: ReferenceContext,
): Promise<{ subjects: Subjects; known: KnownSubjects; faults: Fault[] }> {
  const known = await findSubjects(
    db,
    sent.map(({ code }) => code),
  );
  const kept = new Map(before?.subjects.map(({ code, name }) => [code, name]));
  const subjects = sent.map(({ code, name }) => {
    const row = known.get(code);
    // A translation does not keep the names of the other language.
    const isForeign = before !== undefined && before.locale !== locale && kept.get(code) === name;
    const ours = row ? nameIn(row, locale) : undefined;
    const called = (isForeign ? ours : undefined) ?? name ?? ours;
    return called === undefined ? { code } : { code, name: called };
  });
  const faults = sent.flatMap(({ code }, index) =>
    !isStored && known.get(code) === null && !kept.has(code)
      ? [{ pointer: `/subjects/${index}/code`, detail: `There is no subject "${code}".` }]
      : [],
  );
  return { subjects, known, faults };
}
