import { nameIn } from '../../library/subjects/store.ts';
import type { SubjectRow } from '../../library/tables/subjects.ts';
import { findingIf, type Rule } from './rule.ts';

export const subjectRules = [
  {
    name: 'subjectRetired',
    severity: 'warning',
    about: 'IPTC has retired the code of a subject.',
    find: ({ content: { subjects, locale }, embedded }) =>
      subjects.flatMap(({ code }, index) => {
        const row = embedded.subjects.get(code);
        const other = embedded.subjects.get(row?.replacement ?? '');
        return findingIf(
          row?.retired ?? false,
          `/subjects/${index}/code`,
          `IPTC has retired the subject ${row && said(row, locale)}; use ${other ? said(other, locale) : 'one that is not retired'}.`,
        );
      }),
  },
  {
    name: 'subjectUnknown',
    severity: 'warning',
    about: 'The code of a subject is not in the vocabulary that is loaded.',
    find: ({ content: { subjects }, embedded }) =>
      subjects.flatMap(({ code }, index) =>
        findingIf(
          embedded.subjects.get(code) === null,
          `/subjects/${index}/code`,
          `There is no subject "${code}"; choose another, or load a newer vocabulary.`,
        ),
      ),
  },
  {
    name: 'subjectsUnchecked',
    severity: 'warning',
    about: 'The story has subjects, and no vocabulary is loaded to check them by.',
    find: ({ content: { subjects }, embedded }) =>
      findingIf(
        subjects.length > 0 && embedded.subjects.size === 0,
        '/subjects',
        'No vocabulary of subjects is loaded, so nobody has checked these codes.',
      ),
  },
] as const satisfies Rule<'content' | 'embedded'>[];

function said(row: SubjectRow, locale: string): string {
  const name = nameIn(row, locale) ?? Object.values(row.names)[0];
  return name === undefined ? row.code : `${row.code} (${name})`;
}
