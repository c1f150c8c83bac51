import { toHTML } from '@portabletext/to-html';
import type { PortableTextHtmlComponents } from '@portabletext/to-html';
import { escapeHtml as escape } from '../../../foundation/escape-html.ts';
import { directionOf } from '../../../foundation/language.ts';
import { isSafeAddress } from '../parts.ts';
import { listsHtml } from './list-html.ts';
import type {
  BodyOut,
  EmbedBlock,
  GalleryBlockOut,
  ImageBlockOut,
  NoteBlock,
  TableBlock,
  TextBlockOut,
} from '../schema.ts';

/** What the HTML needs to know of a picture. */
export type Shown = {
  src: string;
  srcset?: string | undefined;
  width: number;
  height: number;
  altText?: string | undefined;
  decorative?: boolean | undefined;
  caption?: string | undefined;
  creditLine?: string | undefined;
  /** The language of its caption. */
  captionLocale?: string | undefined;
};
type Def = TextBlockOut['markDefs'][number];

/**
 * The body as HTML: semantic elements, no classes, no scripts, every word and attribute escaped. A text from right to left
 * says so.
 */
export function toHtml(body: BodyOut<Shown>, locale?: string): string {
  const html = partToHtml(body, locale);
  return locale !== undefined && directionOf(locale) === 'rtl' ? inLanguage(html, locale) : html;
}

/** The same as a part of a larger text in `locale`. Captions in another language say so. */
export function partToHtml(body: BodyOut<Shown>, locale: string | undefined): string {
  return toHTML(withLists(body), { components: componentsFor(locale), onMissingComponent: false });
}

type List = { _type: 'list'; _key: string; items: TextBlockOut[] };

/** Items side by side as one block: the library puts a list of another kind out of the item that it stands in. */
function withLists(body: BodyOut<Shown>): (BodyOut<Shown>[number] | List)[] {
  const blocks: (BodyOut<Shown>[number] | List)[] = [];
  for (const block of body) {
    const before = blocks.at(-1);
    if (block._type !== 'block' || !block.listItem) blocks.push(block);
    else if (before?._type === 'list') before.items.push(block);
    else blocks.push({ _type: 'list', _key: block._key, items: [block] });
  }
  return blocks;
}

/** What an item says: a paragraph without its element. */
function itemHtml({ listItem: _, level: __, number: ___, ...block }: TextBlockOut): string {
  const paragraphs = { normal: ({ children }: { children?: string | undefined }) => children ?? '' };
  return toHTML([block], { components: { ...components, block: paragraphs }, onMissingComponent: false });
}

/** HTML that says in which language and direction it is. */
export function inLanguage(html: string, locale: string): string {
  return html === '' ? '' : `<div${attributes({ lang: locale, dir: directionOf(locale) })}>${html}</div>`;
}

function componentsFor(locale: string | undefined): Partial<PortableTextHtmlComponents> {
  return {
    ...components,
    types: {
      ...components.types,
      image: ({ value }: { value: ImageBlockOut<Shown> }) => figure(value, locale),
      gallery: ({ value }: { value: GalleryBlockOut<Shown> }) =>
        `<figure>${value.items.map((item) => figure(item, locale)).join('')}</figure>`,
    },
  };
}

const components: Partial<PortableTextHtmlComponents> = {
  escapeHTML: escape,
  hardBreak: () => '<br>',
  unknownType: () => '',
  unknownMark: ({ children }) => children,
  marks: {
    sup: ({ children }) => `<sup>${children}</sup>`,
    sub: ({ children }) => `<sub>${children}</sub>`,
    link: ({ children, value }: { children: string; value?: Def }) => anchor(children, addressOf(value)),
    articleLink: ({ children, value }: { children: string; value?: Def }) =>
      value?._type === 'articleLink'
        ? anchor(children, addressOf(value), { 'data-article': value.article })
        : children,
  },
  types: {
    list: ({ value }: { value: List }) => listsHtml(value.items, itemHtml),
    embed: ({ value }: { value: EmbedBlock }) => embed(value),
    table: ({ value }: { value: TableBlock }) => table(value),
    note: ({ value }: { value: NoteBlock }) => note(value),
  },
};

// Browsers that know `auto` take the width that the page gives it; for others, that of a column of text.
const sizes = 'auto, (min-width: 48rem) 48rem, 100vw';

function figure({ picture }: ImageBlockOut<Shown>, locale: string | undefined): string {
  const image = attributes({
    src: picture.src,
    srcset: picture.srcset,
    sizes: picture.srcset && sizes,
    alt: picture.decorative ? '' : (picture.altText ?? ''),
    width: picture.width,
    height: picture.height,
    loading: 'lazy',
  });
  const words = withBreaks(picture.caption ?? '');
  const credit = picture.creditLine && `<small>${escape(picture.creditLine)}</small>`;
  // Alt texts of published pictures are in the language of the story; captions may be in the nearest.
  const { captionLocale: own } = picture;
  const isOther = own !== undefined && locale !== undefined && own !== locale;
  const language = isOther ? { lang: own, dir: directionOf(own) } : {};
  return `<figure><img${image}>${figcaption([words, credit].filter(Boolean).join(' '), language)}</figure>`;
}

function embed({ url, provider, title, caption }: EmbedBlock): string {
  const link = anchor(escape(title ?? url), isSafeAddress(url) ? url : undefined);
  return `<figure${attributes({ 'data-provider': provider })}>${link}${figcaption(withBreaks(caption ?? ''))}</figure>`;
}

function table({ caption, header, rows }: TableBlock): string {
  const head = header ? rows.slice(0, 1) : [];
  const parts = [
    caption ? `<caption>${withBreaks(caption)}</caption>` : '',
    ...head.map((cells) => `<thead>${row(cells, '<th scope="col">', '</th>')}</thead>`),
    `<tbody>${rows
      .slice(head.length)
      .map((cells) => row(cells, '<td>', '</td>'))
      .join('')}</tbody>`,
  ];
  return `<table>${parts.join('')}</table>`;
}

function row(cells: string[], open: string, close: string): string {
  return `<tr>${cells.map((cell) => `${open}${withBreaks(cell)}${close}`).join('')}</tr>`;
}

/** Words escaped, each line of them on its own. */
function withBreaks(words: string): string {
  return escape(words).replaceAll('\n', '<br>');
}

function note({ text, kind }: NoteBlock): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return `<aside${attributes({ 'data-kind': kind })}>${lines.map((line) => `<p>${escape(line)}</p>`).join('')}</aside>`;
}

function addressOf(def: Def | undefined): string | undefined {
  return def?.href !== undefined && isSafeAddress(def.href) ? def.href : undefined;
}

/** Without an address and without a story to name, the words alone. */
function anchor(words: string, href: string | undefined, more: Record<string, string> = {}): string {
  const named = attributes({ href, ...more });
  return named === '' ? words : `<a${named}>${words}</a>`;
}

function figcaption(words: string, language: { lang?: string; dir?: string } = {}): string {
  return words === '' ? '' : `<figcaption${attributes(language)}>${words}</figcaption>`;
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${escape(String(value))}"`))
    .join('');
}
