import { cutText } from '../../foundation/cut-text.ts';
import { escapeHtml } from '../../foundation/escape-html.ts';
import { directionOf } from '../../foundation/language.ts';
import { isVisible } from '../../foundation/schemas/text.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';
import { wordsOfSpans } from '../../library/body/plain.ts';
import type { TextBlockOut } from '../../library/body/schema.ts';
import { inLanguage, partToHtml } from '../../library/body/writing/to-html.ts';
import type { Rights } from '../../library/rights.ts';
import { isForAll, withPictures } from '../formats/pictures.ts';
import type { Removed } from '../../edition/tombstones/store.ts';

/** The content of a feed, whatever its format. */
export type Feed = {
  title: string;
  description: string;
  /** Who publishes it. */
  publisher: string;
  homeUrl: string;
  /** Whether its stories have pages to link to. */
  hasPages: boolean;
  selfUrl: string;
  /** Never changes, whatever the address. */
  id: string;
  /** Set when the feed has only stories in this language. */
  locale: string | undefined;
  /** The language of stories that need not name theirs in their HTML. */
  mainLocale: string;
  /** When anything in it was last changed, in UTC milliseconds. */
  updatedAt: number;
  /** Whole stories, the newest first. */
  stories: Article[];
  /** Removed stories: what was killed or withdrawn, then what ended; the latest first in each. */
  removed: Removed[];
};

/**
 * The HTML of a story for feed readers: lead picture, dateline, text, corrections and credit. It names no countries, so
 * it has only pictures that are for all. It names its language and direction where the language is another than
 * `mainLocale`, or written from right to left.
 */
export function storyHtml(story: Article, mainLocale: string): string {
  const shown = withPictures(story, isForAll);
  const { dateline, leadMedia, body = [], corrections, creditLine, rights, locale } = shown;
  const lead = leadMedia
    ? [{ _type: 'image' as const, _key: 'lead', media: leadMedia.id, picture: leadMedia }]
    : [];
  const told = corrections.map(
    ({ at, text }) => `<p><time datetime="${at}">${at.slice(0, 10)}</time> ${escapeHtml(text)}</p>`,
  );
  const small = [creditLine, rights?.notice].filter((words) => words !== undefined).map(escapeHtml);
  const html = [
    partToHtml(lead, locale),
    dateline ? `<p>${escapeHtml(dateline.text)}</p>` : '',
    partToHtml(body, locale),
    told.length > 0 ? `<aside data-kind="corrections">${told.join('')}</aside>` : '',
    small.length > 0 ? `<p><small>${small.join(' ')}</small></p>` : '',
  ].join('');
  return inLanguageUnless(html, locale, mainLocale);
}

/** The short text of a story as HTML, with its language as above. */
export function summaryHtml(story: Article, mainLocale: string): string {
  return inLanguageUnless(escapeHtml(summaryOf(story)), story.locale, mainLocale);
}

function inLanguageUnless(html: string, locale: string, mainLocale: string): string {
  return locale === mainLocale && directionOf(locale) === 'ltr' ? html : inLanguage(html, locale);
}

const longestSummary = 400;

/** A short text of the story: its standfirst, or its first paragraph, or where it has none the first item of a list. */
export function summaryOf({ standfirst, body = [] }: Article): string {
  if (standfirst !== undefined) return standfirst;
  const texts = body.flatMap((block) =>
    block._type === 'block' && !block.style.startsWith('h')
      ? [
          {
            isItem: block.listItem !== undefined,
            isLink: isLink(block),
            words: wordsOfSpans(block.children).trim(),
          },
        ]
      : [],
  );
  const told = texts.filter(
    ({ words, isLink }) => isVisible(words) && !isLink && !/^https?:\/\/\S+$/.test(words),
  );
  return cutText((told.find(({ isItem }) => !isItem) ?? told[0])?.words ?? '', longestSummary);
}

/** Whether a paragraph is links alone, as those in place of pictures of elsewhere. */
function isLink({ children, markDefs }: TextBlockOut): boolean {
  const links = new Set(markDefs.map(({ _key }) => _key));
  return children.every(({ text, marks }) => text.trim() === '' || marks.some((mark) => links.has(mark)));
}

/** The rights in one line. */
export function rightsLine({ holder, notice, usageTerms }: Rights = {}): string | undefined {
  return unlessEmpty([notice ?? holder, usageTerms].filter((words) => words !== undefined))?.join(' – ');
}

/** When the feed last changed: the newest time in it. */
export function lastChange(stories: Article[], removed: Feed['removed'], otherwise: number): number {
  const times = [...stories.map(({ updatedAt }) => Date.parse(updatedAt)), ...removed.map(({ at }) => at)];
  return times.length > 0 ? Math.max(...times) : otherwise;
}
