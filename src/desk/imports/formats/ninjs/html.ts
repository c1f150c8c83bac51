/** The HTML of items. Pure. */
import { Parser } from 'htmlparser2';
import { fromHtml } from '../../../../library/body/reading/from-html.ts';
import { refusalOfHtml } from '../../../../library/body/reading/html-bounds.ts';
import { mediaIn, wordlessTags } from '../../../../library/body/reading/html-nodes.ts';
import { plainText } from '../../../../library/body/references.ts';
import type { Body } from '../../../../library/body/schema.ts';
import type { NinjsWords } from './schema.ts';

/** The plain text of a value, if it is marked as HTML. */
export function plainOf({ value, contentType }: Pick<NinjsWords, 'value' | 'contentType'>): string {
  if (!isHtmlType(contentType) || refusalOfHtml(value) !== undefined) return value.trim();
  return plainText(fromHtml(value)).replaceAll('\n\n', ' ');
}

export function isHtmlType(contentType: string | undefined): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/** Whether text without a content type is HTML. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?(p|div|br|h[1-6]|ul|ol|body|table|blockquote|section|article)\b[^>]*>/i.test(text);
}

/** Notes on what of the HTML is not kept. Call it for HTML within the limits. */
export function lossesOf(html: string): string[] {
  const dropped = new Map<string, number>();
  let pictures = 0;
  const parser = new Parser({
    onopentag(name, { src }) {
      if (name === 'img' && mediaIn(src) === undefined) pictures += 1;
      if (wordlessTags.has(name) && !unmissed.has(name)) dropped.set(name, (dropped.get(name) ?? 0) + 1);
    },
  });
  parser.end(html);
  return [
    ...(pictures > 0
      ? [
          `The text holds ${pictures} picture${pictures === 1 ? '' : 's'} of elsewhere, in whose place a link stands: upload what you may show.`,
        ]
      : []),
    ...(dropped.size > 0
      ? [`Dropped from the text: ${[...dropped].map(([name, count]) => `${name} (${count})`).join(', ')}.`]
      : []),
  ];
}

// Elements without visible content.
const unmissed = new Set(['style', 'head', 'title', 'base', 'link', 'meta', 'template', 'noscript']);

/**
 * HTML of our own export as the original blocks: story links become links by URL, credits are removed from captions,
 * and embeds are restored.
 */
export function fromOurHtml(html: string): Body {
  const embeds: { provider?: string; caption?: string }[] = [];
  const before = html
    .replaceAll(/(<a\b[^<>]*?) data-article="[^"<>]*"/g, '$1')
    .replaceAll(/ ?<small>[^<]*<\/small><\/figcaption>/g, '</figcaption>')
    .replaceAll(
      /<figure(?: data-provider="([^"]*)")?><a href="([^"]*)">([^<]*)<\/a>(?:<figcaption>([^<]*)<\/figcaption>)?<\/figure>/g,
      (_whole, provider?: string, url?: string, title?: string, caption?: string) => {
        embeds.push({
          ...(provider && { provider: plainOf({ value: provider, contentType: 'text/html' }) }),
          ...(caption && { caption: plainOf({ value: caption, contentType: 'text/html' }) }),
        });
        return `<iframe src="${url}"${title === url ? '' : ` title="${title}"`}></iframe>`;
      },
    );
  return fromHtml(before).map((block) => (block._type === 'embed' ? { ...block, ...embeds.shift() } : block));
}
