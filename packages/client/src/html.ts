import type { components } from './contract.ts';
import { attributes, escapeHtml, isSafeAddress, withBreaks } from './escape.ts';
import { listsHtml } from './lists.ts';
import { spansHtml } from './spans.ts';
import { imageAttributes } from './picture.ts';

type Schemas = components['schemas'];
type Block = Schemas['Block'];
type TextBlock = Schemas['TextBlock'];
type Kind = Exclude<Block['_type'], 'block'>;

export type HtmlOptions = {
  /** How wide pictures are shown, as in `<img sizes>`. When absent, as wide as a column of text. */
  sizes?: string;
  /** The language of the page: a caption in another one says so. */
  locale?: string;
  /** Where a link to another story leads. When absent, where the server says. */
  articleHref?: (link: Schemas['ArticleLink']) => string;
  /** Writes a kind of block in another way. What it gives is not escaped again. */
  blocks?: { [K in Kind]?: (block: Extract<Block, { _type: K }>) => string };
};

/**
 * A body as HTML: semantic elements without classes, styles or scripts. Every word and attribute is escaped, and only
 * http, https and mailto become links. A block or mark that this version does not know loses its form; its words stay.
 */
export function toHtml(body: Block[] = [], options: HtmlOptions = {}): string {
  const parts: string[] = [];
  for (let at = 0; at < body.length; at++) {
    const block = body[at]!;
    if (block._type !== 'block' || !block.listItem) {
      parts.push(blockHtml(block, options));
      continue;
    }
    const items: TextBlock[] = [];
    for (let next: Block | undefined = block; next?._type === 'block' && next.listItem; next = body[++at]) {
      items.push(next);
    }
    at--;
    parts.push(listsHtml(items, (item) => textHtml(item, options)));
  }
  return parts.join('');
}

function blockHtml(block: Block, options: HtmlOptions): string {
  if (block._type === 'block') return textHtml(block, options);
  // A newer server may have kinds of block that this version does not know.
  if (!Object.hasOwn(writers, block._type)) return '';
  const write = (options.blocks?.[block._type] ?? writers[block._type]) as Writer;
  return write(block, options);
}

const tags: string[] = ['h2', 'h3', 'h4', 'blockquote'] satisfies TextBlock['style'][];

/** A paragraph that is an item of a list has no element of its own. */
function textHtml(block: TextBlock, options: HtmlOptions): string {
  const words = spansHtml(block, options.articleHref ?? (({ href }) => href));
  if (tags.includes(block.style)) return `<${block.style}>${words}</${block.style}>`;
  return block.listItem ? words : `<p>${words}</p>`;
}

type Writer = (block: Block, options: HtmlOptions) => string;

const writers: { [K in Kind]: (block: Extract<Block, { _type: K }>, options: HtmlOptions) => string } = {
  image: ({ picture }, options) => figure(picture, options),
  gallery: ({ items }, options) =>
    `<figure>${items.map(({ picture }) => figure(picture, options)).join('')}</figure>`,
  embed: ({ url, provider, title, caption }) => {
    const words = escapeHtml(title ?? url);
    const link = isSafeAddress(url) ? `<a${attributes({ href: url })}>${words}</a>` : words;
    return `<figure${attributes({ 'data-provider': provider })}>${link}${figcaption(withBreaks(caption ?? ''))}</figure>`;
  },
  table: ({ caption, header, rows }) => {
    const head = header ? rows.slice(0, 1) : [];
    const above = caption === undefined ? '' : `<caption>${withBreaks(caption)}</caption>`;
    const top = head.map((row) => `<thead>${tableRow(row, '<th scope="col">', '</th>')}</thead>`).join('');
    const rest = rows.slice(head.length).map((row) => tableRow(row, '<td>', '</td>'));
    return `<table>${above}${top}<tbody>${rest.join('')}</tbody></table>`;
  },
  note: ({ text, kind }) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
    return `<aside${attributes({ 'data-kind': kind })}>${paragraphs}</aside>`;
  },
};

function tableRow(cells: string[], open: string, close: string): string {
  return `<tr>${cells.map((cell) => `${open}${withBreaks(cell)}${close}`).join('')}</tr>`;
}

// Browsers that know `auto` take the width that the page gives it.
const column = 'auto, (min-width: 48rem) 48rem, 100vw';

function figure(picture: Schemas['Picture'], { sizes = column, locale }: HtmlOptions): string {
  const { style: _, ...image } = imageAttributes(picture, { sizes });
  const { caption = '', captionLocale, creditLine } = picture;
  const credit = creditLine === undefined ? '' : `<small>${escapeHtml(creditLine)}</small>`;
  const words = [withBreaks(caption), credit].filter((part) => part !== '').join(' ');
  const isOther = captionLocale !== undefined && locale !== undefined && captionLocale !== locale;
  return `<figure><img${attributes({ ...image, loading: 'lazy' })}>${figcaption(words, isOther ? captionLocale : undefined)}</figure>`;
}

function figcaption(words: string, lang?: string): string {
  const language = lang === undefined ? {} : { lang, dir: 'auto' };
  return words === '' ? '' : `<figcaption${attributes(language)}>${words}</figcaption>`;
}
