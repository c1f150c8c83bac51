import { indexed } from '../../foundation/search/words.ts';
import { idToken, type StoryColumn } from '../../foundation/search/search.ts';
import { plainText } from '../../library/body/references.ts';
import type { Block, Body } from '../../library/body/schema.ts';
import { nearestWords } from '../../library/pictures/rows/described.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { LiveContent } from '../articles/content.ts';

type Story = { content: LiveContent; body: Body; pictures: ReadonlyMap<string, MediaItem> };

/** What of a story is searched, as it is read. */
export type Texts = { headline: string[]; standfirst: string[]; body: string[]; captions: string[] };

/** The words of a story that a search looks in; of its pictures those that readers of its language get. */
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

/** The words of a story as an index takes them in, with ids of whom and what it names, and of what filters ask. */
export function storyWords(story: Story): Record<StoryColumn, string> {
  const { headline, standfirst, body, captions } = textsOf(story);
  const { bylines, agency, attributions, topics, section, kind, locale, urgency } = story.content;
  const named = [
    ...bylines.map(({ byline }) => byline),
    ...[agency, ...attributions.flatMap((attribution) => [attribution.agency, attribution.via])],
    ...topics,
  ];
  return {
    headline: joined(headline),
    standfirst: joined(standfirst),
    body: joined(body),
    captions: joined(captions),
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

/** What a filter asks for, as a word of the index. */
export function facetToken(
  filter: 'locale' | 'kind' | 'section' | 'agency' | 'urgency' | 'creator',
  value: string,
): string {
  return idToken(`is${filter}${value}`);
}

/** Words about a picture are among the captions, for as long as the picture may be shown. */
function wordsOfBlock(block: Block): string {
  return block._type === 'image' || block._type === 'gallery' ? '' : plainText([block]);
}

type Use = { media: string; caption?: string | undefined; altText?: string | undefined };

function captionsOf(use: Use, item: MediaItem | undefined, locale: string): string[] {
  if (!item) return [];
  const words = nearestWords(item.captions, locale);
  return filled([
    ...(use.caption === undefined ? words.map(({ caption }) => caption) : [use.caption]),
    ...(use.altText === undefined ? words.map(({ altText }) => altText) : [use.altText]),
    ...words.map(({ extendedDescription }) => extendedDescription),
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

/** Several texts as an index takes them in. */
export function joined(texts: string[]): string {
  // Parted by a word that nobody can ask for, so that no phrase reaches from one text into the next.
  return texts.map(indexed).join(' ¶ ');
}

function filled(texts: (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => text || []);
}
