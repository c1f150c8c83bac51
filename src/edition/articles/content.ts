import { isDeepStrictEqual } from 'node:util';
import { referencesIn } from '../../library/body/references.ts';
import type { Body } from '../../library/body/schema.ts';
import type { Rights } from '../../library/rights.ts';
import type { DigitalSourceType } from '../../library/tables/pictures.ts';

export const articleKinds = [
  'story',
  'brief',
  'alert',
  'analysis',
  'opinion',
  'explainer',
  'factCheck',
  'interview',
  'obituary',
] as const;
export const bylineRoles = ['author', 'contributor', 'photographer', 'editor', 'translator'] as const;
export const attributionRoles = [
  'firstReport',
  'relayed',
  'anonymousSource',
  'noComment',
  'supplier',
  'publisher',
] as const;
export const relations = ['background', 'update', 'followUp', 'supersedes', 'translation'] as const;

/** Who says so. An anonymous source is described, never named: its name is stored nowhere. */
export type Attribution = {
  role: (typeof attributionRoles)[number];
  /** Agency id. */
  agency?: string;
  name?: string;
  description?: string;
  reason?: string;
  /** The id of the agency through which we know. */
  via?: string;
  /** Keys of the blocks it applies to. */
  blocks?: string[];
};

/** One use of a picture, with its own caption and alt text where they differ. */
export type Placement = { media: string; caption?: string; altText?: string };

export type RelatedStory = {
  relation: (typeof relations)[number];
  article?: string;
  url?: string;
  title?: string;
};

/** The content of one version of a story. References are ids; times are UTC milliseconds. */
export type ArticleContent = {
  slug: string;
  locale: string;
  kind: (typeof articleKinds)[number];
  headline: string;
  headlines?: { short?: string; seo?: string; social?: string };
  kicker?: string;
  standfirst?: string;
  slugline?: string;
  translationOf?: string;
  dateline?: { text: string; place?: string; date?: string };
  bylines: { byline: string; role: (typeof bylineRoles)[number]; place?: string }[];
  bylineText?: string;
  agency?: string;
  creditLine?: string;
  attributions: Attribution[];
  body: Body;
  leadMedia?: Placement;
  placements: Placement[];
  section?: string;
  topics: string[];
  subjects: { code: string; name?: string }[];
  related: RelatedStory[];
  urgency?: number;
  breakingUntil?: number;
  digitalSourceType?: DigitalSourceType;
  edNote?: string;
  deskNote?: string;
  /** When its source first published it (UTC milliseconds): used at the first publication. */
  sourcePublishedAt?: number;
  /** Set where somebody chose the slug: it does not follow the headline then. */
  isSlugSet?: true;
  /** Sections that it was moved out of since it was last approved or published: they may ask for an approval. */
  leftSections?: string[];
  rights?: Rights;
  canonicalUrl?: string;
  externalIds: { scheme: string; value: string }[];
};

/** The public content of a version: without what the desk alone needs, and without the body, which has its own column. */
export type LiveContent = Omit<
  ArticleContent,
  'deskNote' | 'sourcePublishedAt' | 'isSlugSet' | 'leftSections' | 'body'
>;

/** What readers get of a version: all but what is the desk's alone. */
export function withoutDeskFields({
  deskNote: _,
  sourcePublishedAt: __,
  isSlugSet: ___,
  leftSections: ____,
  ...content
}: ArticleContent): LiveContent & Pick<ArticleContent, 'body'> {
  return content;
}

/** Whether two versions are the same to readers. */
export function isSameToReaders(one: ArticleContent, other: ArticleContent): boolean {
  return isDeepStrictEqual(withoutDeskFields(one), withoutDeskFields(other));
}

/** Whether two versions say the same, at the desk too. */
export function isSameContent(one: ArticleContent, other: ArticleContent): boolean {
  const { leftSections: _, ...said } = one;
  const { leftSections: __, ...otherSaid } = other;
  return isDeepStrictEqual(said, otherSaid);
}

/** The fields in which two versions differ to readers. */
export function changedToReaders(before: ArticleContent, after: ArticleContent): string[] {
  const [one, other] = [withoutDeskFields(before), withoutDeskFields(after)];
  const names = Object.keys({ ...one, ...other }) as (keyof typeof one)[];
  return names.filter((name) => !isDeepStrictEqual(one[name], other[name])).sort();
}

/** The pictures that a version shows: its lead, its placements, and those in its body. */
export function pictureIdsOf({
  leadMedia,
  placements,
  body,
}: Pick<ArticleContent, 'leadMedia' | 'placements' | 'body'>): string[] {
  const placed = [...(leadMedia ? [leadMedia] : []), ...placements].map(({ media }) => media);
  return [...new Set([...placed, ...referencesIn(body).media])];
}
