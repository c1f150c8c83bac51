import { slugOf } from '../../foundation/slug.ts';
import { itself } from '../../edition/articles/find.ts';
import { linksIn } from '../stories/named.ts';
import type { PreflightInput } from './input.ts';
import { findingIf, type Finding, type Rule } from './rule.ts';

export const referenceRules = [
  {
    name: 'referenceBroken',
    severity: 'blocker',
    about: 'The story names an agency, byline, section or topic that is not there any more.',
    find: ofRecords((kind, id, row) => (row ? undefined : `There is no ${kind} "${id}" any more.`)),
  },
  {
    name: 'referenceHidden',
    severity: 'blocker',
    about:
      'The story names an agency, byline, section or topic that is hidden, and its live version does not.',
    find: ofRecords((kind, id, row, { hiddenLive }) =>
      row?.hidden && !hiddenLive.has(id) ? `The ${kind} "${row.name}" is hidden.` : undefined,
    ),
  },
  {
    name: 'referenceHiddenSince',
    severity: 'warning',
    about: 'The live version names an agency, byline, section or topic that was hidden since.',
    find: ofRecords((kind, id, row, { hiddenLive }) =>
      row?.hidden && hiddenLive.has(id)
        ? `The ${kind} "${row.name}" was hidden since this story was published: readers are not shown it.`
        : undefined,
    ),
  },
  {
    name: 'slugTaken',
    severity: 'blocker',
    about: 'The slug is taken in this language.',
    find: ({ content: { slug, locale }, isSlugTaken }) =>
      findingIf(isSlugTaken, '/slug', `The slug "${slug}" is taken in ${locale}; choose another.`),
  },
  {
    name: 'slugUnlikeHeadline',
    severity: 'warning',
    about: 'The slug has no word in common with the headline: it may be that of a working title.',
    find: ({ content: { slug, headline } }) =>
      findingIf(
        shareNoWord(slug, slugOf(headline, slug)),
        '/slug',
        `The slug "${slug}" has no word in common with the headline; {"slug": null} makes a new one.`,
      ),
  },
  {
    name: 'linkNotLive',
    severity: 'warning',
    about: 'The text links to a story that is not live: its words stay, the link goes.',
    find: ({ content: { body }, embedded: { headlines } }) =>
      linksIn(body).flatMap(({ reference, where }) =>
        findingIf(
          !headlines.has(reference),
          where.pointer,
          'This link leads to a story that is not live: readers get the words without the link.',
        ),
      ),
  },
  {
    name: 'relatedNotLive',
    severity: 'warning',
    about: 'A related story, or the one that this translates, is not live: it is left out.',
    find: ({ content: { related, translationOf }, embedded: { headlines } }) => [
      ...findingIf(
        translationOf !== undefined && !itself(translationOf, headlines),
        '/translationOf',
        'The story that this one translates is not live: readers are not told of it.',
      ),
      ...related.flatMap(({ article }, index) =>
        findingIf(
          article !== undefined && !headlines.has(article),
          `/related/${index}/article`,
          'This related story is not live: readers are not told of it.',
        ),
      ),
    ],
  },
] as const satisfies Rule[];

function shareNoWord(slug: string, other: string): boolean {
  const words = new Set(other.split('-'));
  return !slug.split('-').some((word) => words.has(word));
}

type Kind = keyof typeof recordsOf;
type Row = { name: string; hidden: boolean } | undefined;

const recordsOf = { agency: 'agencies', byline: 'bylines', section: 'sections', topic: 'topics' } as const;

/** A check of every record that the story refers to; `say` gives the sentence of a finding. */
function ofRecords(
  say: (kind: Kind, id: string, row: Row, story: PreflightInput) => string | undefined,
): Rule['find'] {
  return (story) =>
    namedIn(story.content).flatMap(({ kind, id, pointer }): Finding[] => {
      const row = story.embedded[recordsOf[kind]].get(id ?? '');
      const detail = id === undefined ? undefined : say(kind, id, row, story);
      return detail === undefined ? [] : [{ pointer, detail }];
    });
}

type Placed = { kind: Kind; id: string | undefined; pointer: string };

function namedIn({ agency, attributions, bylines, section, topics }: PreflightInput['content']): Placed[] {
  return [
    { kind: 'agency', id: agency, pointer: '/agency' },
    ...attributions.flatMap((each, index): Placed[] => [
      { kind: 'agency', id: each.agency, pointer: `/attributions/${index}/agency` },
      { kind: 'agency', id: each.via, pointer: `/attributions/${index}/via` },
    ]),
    ...bylines.map(({ byline }, index): Placed => ({
      ...{ kind: 'byline', id: byline },
      pointer: `/bylines/${index}/byline`,
    })),
    { kind: 'section', id: section, pointer: '/section' },
    ...topics.map((id, index): Placed => ({ kind: 'topic', id, pointer: `/topics/${index}` })),
  ];
}
