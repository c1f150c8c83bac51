/** The HTML of items. Pure. */
import { fromHtml } from '../../../../library/body/reading/from-html.ts';
import { refusalOfHtml } from '../../../../library/body/reading/html-bounds.ts';
import { plainText } from '../../../../library/body/references.ts';
import type { Body } from '../../../../library/body/schema.ts';
import { noteMarks } from '../../../../library/body/reading/html-plain.ts';
import { quoted, type TakeNote } from '../../../../library/notes.ts';
import type { NinjsWords } from './schema.ts';

/** Takes what is lost of words that must be plain; `place`: where they stand here, such as `a headline`. */
type Noted = { place: string; note: TakeNote };
const unnoted: Noted = { place: '', note: () => undefined };

/** The plain text of a value, if it is marked as HTML. */
export function plainOf(
  { value, contentType }: Pick<NinjsWords, 'value' | 'contentType'>,
  { place, note }: Noted = unnoted,
): string {
  if (!isHtmlType(contentType) || refusalOfHtml(value) !== undefined) return value.trim();
  const body = fromHtml(value, note);
  noteMarks(body, place, note);
  for (const block of body) {
    if (block._type === 'embed')
      note({ name: 'embedDropped', detail: `${quoted(block.url)} cannot stand in ${place}.` });
    if (block._type === 'image' || block._type === 'gallery')
      note({ name: 'pictureDropped', detail: `A picture cannot stand in ${place}.` });
  }
  return plainText(body).replaceAll('\n\n', ' ');
}

/** The words of a text, with one space between them: to compare it with another form of it. */
export function onlyWords(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

export function isHtmlType(contentType: string | undefined): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/** Whether text without a content type is HTML. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?(p|div|br|h[1-6]|ul|ol|body|table|blockquote|section|article)\b[^>]*>/i.test(text);
}

/** HTML of our own export as the original blocks: story links become links by URL, credits are removed from captions. */
export function fromOurHtml(html: string, note?: TakeNote, locale?: string): Body {
  const before = html
    .replaceAll(/(<a\b[^<>]*?) data-article="[^"<>]*"/g, '$1')
    .replaceAll(/ ?<small>[^<]*<\/small><\/figcaption>/g, '</figcaption>');
  return fromHtml(before, note, locale);
}
