import { elidesIn, idToken, indexed, textBreak } from '../../foundation/search/words.ts';
import type { StoryColumn } from './search.ts';
import { plainText } from '../../library/body/references.ts';
import type { Block, Body } from '../../library/body/schema.ts';
import { captionsIn, nearestCaptions } from '../../library/pictures/rows/described.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { LiveContent } from '../articles/content.ts';

type Story = { content: LiveContent; body: Body; pictures: ReadonlyMap<string, MediaItem> };

/** The searchable texts of a story. */
export type Texts = { headline: string[]; standfirst: string[]; body: string[]; captions: string[] };

/** The searchable texts of a story, with the captions that readers of its language get. */
export function textsOf({ content, body, pictures }: Story): Texts {
  const { headline, headlines = {}, kicker, standfirst, dateline, bylineText, creditLine } = content;
  const { leadMedia, placements, locale } = content;
  const uses = [...(leadMedia ? [leadMedia] : []), ...placements, ...imagesIn(body)];
  return {
    headline: filled([headline, kicker, headlines.short, headlines.seo, headlines.social]),
    standfirst: filled([standfirst]),
    body: filled([...body.map(wordsOfBlock), dateline?.text, bylineText, creditLine]),
    captions: uses.flatMap((use) => captionsOf(use, pictures.get(use.media), locale)),
  };
}

/** The index row of a story: its words in these texts, the ids it names, and tokens for filters. */
export function storyWords(
  { headline, standfirst, body, captions }: Texts,
  { bylines, agency, attributions, topics, section, kind, locale, urgency }: LiveContent,
): Record<StoryColumn, string> {
  const named = [
    ...bylines.map(({ byline }) => byline),
    ...[agency, ...attributions.flatMap((attribution) => [attribution.agency, attribution.via])],
    ...topics,
  ];
  return {
    headline: joined(headline, locale),
    standfirst: joined(standfirst, locale),
    body: joined(body, locale),
    captions: joined(captions, locale),
    names: filled(named).map(idToken).join(' '),
    facets: [
      facetToken('locale', locale),
      facetToken('kind', kind),
      ...(section === undefined ? [] : [facetToken('section', section)]),
      ...(agency === undefined ? [] : [facetToken('agency', agency)]),
      ...(urgency === undefined ? [] : [facetToken('urgency', String(urgency))]),
    ].join(' '),
  };
}

/** A filter value as a token of the index. */
export function facetToken(
  filter: 'locale' | 'kind' | 'section' | 'agency' | 'urgency' | 'creator',
  value: string,
): string {
  return idToken(`is${filter}${value}`);
}

/** Captions are indexed separately, since they depend on the rights of the picture. */
function wordsOfBlock(block: Block): string {
  return block._type === 'image' || block._type === 'gallery' ? '' : plainText([block]);
}

type Use = { media: string; caption?: string | undefined; altText?: string | undefined };

function captionsOf(use: Use, item: MediaItem | undefined, locale: string): string[] {
  if (!item) return [];
  const captions = nearestCaptions(item.captions, [locale]);
  const descriptions = captionsIn(item.captions, locale);
  return filled([
    ...(use.caption === undefined ? captions.map(({ caption }) => caption) : [use.caption]),
    ...(use.altText === undefined ? descriptions.map(({ altText }) => altText) : [use.altText]),
    ...descriptions.map(({ extendedDescription }) => extendedDescription),
    ...[item.headline, item.creditLine, item.place],
    ...(item.creators ?? []).map(({ name }) => name),
  ]);
}

function imagesIn(body: Body): Use[] {
  return body.flatMap((block) => {
    if (block._type === 'image') return [block];
    return block._type === 'gallery' ? block.items : [];
  });
}

/** Joins texts in this language for the index. */
function joined(texts: string[], locale: string): string {
  const reading = { elides: elidesIn(locale) };
  return texts.map((text) => indexed(text, reading)).join(textBreak);
}

function filled(texts: (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => text || []);
}
