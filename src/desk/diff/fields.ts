import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { presentDeskStory } from '../show/present-content.ts';
import { diffList, diffValue, type FieldDiff } from './values.ts';
import type { DiffBudget } from './words.ts';

type Told = Record<string, unknown>;
type Referred = { id: string };

/** The fields in reading order; the body is compared separately. */
const texts = [
  'headline',
  'kicker',
  'standfirst',
  'slugline',
  'bylineText',
  'creditLine',
  'edNote',
  'deskNote',
];
const groups = ['headlines', 'dateline', 'leadMedia', 'rights'];
const groupTexts = new Set(['short', 'seo', 'social', 'text', 'caption', 'altText', 'notice', 'usageTerms']);
const values = [
  'slug',
  'kind',
  'translationOf',
  'agency',
  'section',
  'urgency',
  'digitalSourceType',
  'breakingUntil',
  'sourcePublishedAt',
  'canonicalUrl',
];

/** How items of each list are matched from one version to the next. */
const lists: Record<string, (item: never) => string> = {
  bylines: ({ byline }: { byline: Referred }) => byline.id,
  attributions: ({ role, agency, name }: { role: string; agency?: Referred; name?: string }) =>
    [role, agency?.id ?? name ?? ''].join(' '),
  placements: ({ media }: { media: string }) => media,
  topics: ({ id }: Referred) => id,
  subjects: ({ code }: { code: string }) => code,
  related: ({ article, url }: { article?: Referred; url?: string }) => article?.id ?? url ?? '',
  externalIds: ({ scheme, value }: { scheme: string; value: string }) => `${scheme} ${value}`,
};

/** The changes of every field but the body. References have their present names. */
export function diffFields(before: Told, after: Told, locale: string, budget: DiffBudget): FieldDiff[] {
  const comparing = { locale, budget };
  return [
    ...texts.flatMap((name) =>
      diffValue(`/${name}`, before[name], after[name], { ...comparing, words: true }),
    ),
    ...groups.flatMap((group) => {
      const [was, is] = [before[group] ?? {}, after[group] ?? {}] as [Told, Told];
      const names = new Set([...Object.keys(was), ...Object.keys(is)]);
      return [...names].flatMap((name) =>
        diffValue(`/${group}/${name}`, was[name], is[name], { ...comparing, words: groupTexts.has(name) }),
      );
    }),
    ...values.flatMap((name) =>
      diffValue(`/${name}`, before[name], after[name], { ...comparing, words: false }),
    ),
    ...Object.entries(lists).flatMap(([name, nameOf]) =>
      diffList(`/${name}`, (before[name] ?? []) as unknown[], (after[name] ?? []) as unknown[], nameOf),
    ),
  ];
}

/** The fields of a version, with references by id and, if they still exist, name. */
export function tell(content: ArticleContent, embedded: DeskEmbedded, caller: Caller): Told {
  const { body: _, ...fields } = content;
  function story(id: string | undefined) {
    return id === undefined ? undefined : presentDeskStory(id, embedded, { caller });
  }
  function agency(id: string | undefined) {
    return named(embedded.agencies, id);
  }
  return omitAbsent({
    ...fields,
    translationOf: story(content.translationOf),
    agency: agency(content.agency),
    section: named(embedded.sections, content.section),
    breakingUntil: timestampOf(content.breakingUntil),
    sourcePublishedAt: timestampOf(content.sourcePublishedAt),
    bylines: content.bylines.map((credit) => ({ ...credit, byline: named(embedded.bylines, credit.byline) })),
    topics: content.topics.map((id) => named(embedded.topics, id)),
    attributions: content.attributions.map((each) =>
      omitAbsent({ ...each, agency: agency(each.agency), via: agency(each.via) }),
    ),
    related: content.related.map((each) => omitAbsent({ ...each, article: story(each.article) })),
  });
}

function timestampOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : toTimestamp(at);
}

function named(records: Map<string, { id: string; slug: string; name: string }>, id: string | undefined) {
  if (id === undefined) return undefined;
  const record = records.get(id);
  return record ? presentNamed(record) : { id };
}
