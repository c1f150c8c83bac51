import { DefaultCalloutRenderer, DefaultTableRenderer, portableTextToMarkdown } from '@portabletext/markdown';
import { fromMarkdown } from '../reading/from-markdown.ts';
import { blockSpacing, listSignsOf } from './markdown-lists.ts';
import { isEmphasisTight, literal as signs, markdownSpans } from './markdown-spans.ts';
import { isDecorator, isSafeAddress } from '../parts.ts';
import type { BlockOut, BodyOut, EmbedBlock, NoteBlock, Span, TableBlock, TextBlockOut } from '../schema.ts';
import type { Shown } from './to-html.ts';
import { onOneLine } from '../words.ts';

type Paragraph = {
  _type: 'block';
  style: TextBlockOut['style'];
  children: { _type: 'span'; text: string; marks: string[] }[];
  markDefs: Def[];
  /** What stands before an item of a list. */
  sign?: string | undefined;
};
type Def = { _type: 'link'; _key: string; href?: string | undefined };
type Written = Paragraph | { _type: string };
type Callout = Parameters<typeof DefaultCalloutRenderer>[0];

/**
 * The body as Markdown (CommonMark with tables and alerts). A picture's caption and credit stand in its title.
 * Galleries become pictures, embeds links; every literal sign is escaped.
 */
export function toMarkdown(body: BodyOut<Shown>): string {
  const signs = listSignsOf(body);
  return write(body.flatMap((block, index) => written(block, signs[index])));
}

function write(blocks: Written[]): string {
  return portableTextToMarkdown(blocks, {
    listItem: ({ children, value }) => `${(value as Paragraph).sign ?? '- '}${children}`,
    marks: {
      [signs]: ({ text }) => escaped(text),
      [breakInCell]: () => '<br>',
      emInWord: ({ children }) => `*${children}*`,
      // CommonMark has no signs for these, and for emphasis that would not be read as it.
      strongTag: ({ children }) => `<strong>${children}</strong>`,
      emTag: ({ children }) => `<em>${children}</em>`,
      struck: ({ children }) => `<del>${children}</del>`,
      sup: ({ children }) => `<sup>${children}</sup>`,
      sub: ({ children }) => `<sub>${children}</sub>`,
      link: ({ children, value }) => linked(children, (value as Def | undefined)?.href),
    },
    types: {
      image: ({ value }) => picture(value as unknown as { picture: Shown }),
      table: DefaultTableRenderer,
      note: (options) => DefaultCalloutRenderer(options as Callout),
    },
    blockSpacing,
    unknownType: () => '',
  });
}

const breakInCell = 'breakInCell';

/** Each block in the shapes that the library can write. */
function written(block: BlockOut<Shown>, sign?: string): Written[] {
  switch (block._type) {
    case 'block':
      return [writtenText(block, sign)];
    case 'gallery':
      return block.items;
    case 'embed':
      return writtenEmbed(block);
    case 'table':
      return writtenTable(block);
    case 'note':
      return [writtenNote(block)];
    case 'image':
      return [block];
  }
}

function writtenText({ children, markDefs, ...block }: TextBlockOut, sign: string | undefined): Written {
  const isItemOfLines = sign !== undefined && children.some(({ text }) => text.includes('\n'));
  function inMarkdown(inTags: boolean): Paragraph {
    return {
      ...block,
      // The second line of a quote would stand out of its item.
      style: isItemOfLines ? 'normal' : block.style,
      sign,
      children: markdownSpans({ style: block.style, children }, { inTags }),
      markDefs: markDefs.map(asLink),
    };
  }
  const marked = inMarkdown(false);
  // Some emphasis cannot be written in signs between words and punctuation.
  const isDoubtful = isEmphasisTight(children) || holdsAddress(children);
  return isDoubtful && !readsBack(marked, children) ? inMarkdown(true) : marked;
}

/** An address may take the signs of emphasis after it for its own. */
function holdsAddress(spans: { text: string }[]): boolean {
  return spans.some(({ text }) => /:\/\/|@/.test(text));
}

/** Whether parsing the written Markdown gives the same text with the same marks. */
function readsBack(written: Paragraph, spans: Span[]): boolean {
  const read = fromMarkdown(write([{ ...written, style: 'normal', sign: undefined }]));
  const words = read.flatMap((block) => (block._type === 'block' ? block.children : []));
  return textOf(words).trim() === textOf(spans).trim() && marksOf(words) === marksOf(spans);
}

function textOf(spans: { text: string }[]): string {
  return spans.map(({ text }) => text).join('');
}

/** Each letter with its marks; a link is a link, wherever it leads. */
function marksOf(spans: Span[]): string {
  return spans
    .flatMap(({ text, marks }) => {
      const names = marks.map((mark) => (isDecorator(mark) ? mark : 'link')).toSorted();
      return Array.from(text.replaceAll(/\s/gu, ''), (letter) => `${letter}${names.join()}`);
    })
    .join(' ');
}

/** The library escapes the text of links correctly only for this type. */
function asLink({ _key, href }: TextBlockOut['markDefs'][number]): Def {
  return { _type: 'link', _key, href };
}

function writtenEmbed({ url, title, caption }: EmbedBlock): Written[] {
  const link = paragraph(title ?? url, ['url'], [{ _type: 'link', _key: 'url', href: url }]);
  return caption ? [link, emphasised(caption)] : [link];
}

function writtenTable({ caption, header, rows }: TableBlock): Written[] {
  const table = {
    _type: 'table',
    headerRows: header ? 1 : 0,
    rows: rows.map((row) => ({
      _type: 'row',
      cells: row.map((cell) => ({ _type: 'cell', value: [cellIn(cell)] })),
    })),
  };
  return caption ? [emphasised(caption), table] : [table];
}

/** Markdown knows five kinds of alert; any other note is a plain one. */
function writtenNote({ text, kind }: NoteBlock): Written {
  const tone = kind && ['tip', 'important', 'warning', 'caution'].includes(kind) ? kind : 'note';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return { _type: 'note', tone, content: lines.map((line) => paragraph(line)) } as Written;
}

/** A row of a table is one line in Markdown: the lines of a cell are parted by HTML. */
function cellIn(cell: string): Paragraph {
  const parts = cell
    .split('\n')
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [spanOf('\n', [breakInCell])]),
      spanOf(onOneLine(line), []),
    ]);
  const children = markdownSpans({ style: 'normal', children: parts });
  return { _type: 'block', style: 'normal', children, markDefs: [] };
}

function paragraph(text: string, marks: string[] = [], markDefs: Def[] = []): Paragraph {
  const children = markdownSpans({ style: 'normal', children: [spanOf(text.trim(), marks)] });
  return { _type: 'block', style: 'normal', children, markDefs };
}

/** A caption, emphasised where Markdown reads that back. */
function emphasised(text: string): Paragraph {
  const marked = paragraph(text, ['em']);
  return readsBack(marked, [spanOf(text, ['em'])]) ? marked : paragraph(text);
}

function spanOf(text: string, marks: string[]): Span {
  return { _type: 'span', _key: '', text, marks };
}

function picture({ picture }: { picture: Shown }): string {
  const alt = picture.decorative ? '' : (picture.altText ?? '');
  const credit = picture.creditLine && `(${picture.creditLine})`;
  const title = [picture.caption, credit].filter(Boolean).join(' ');
  return `![${literal(alt)}](${destination(picture.src)}${title && ` "${literal(title)}"`})`;
}

function linked(words: string, href: string | undefined): string {
  return href !== undefined && isSafeAddress(href) ? `[${words}](${destination(href)})` : words;
}

/** Inside angle brackets any address is one word (CommonMark §6.3). */
function destination(address: string): string {
  const safe = address.replace(/[<>\\\s]/gu, encodeURIComponent).replaceAll('&', '&amp;');
  return /^[\w:/.?=%#~,;+@-]*$/u.test(safe) ? safe : `<${safe}>`;
}

/** Every sign that could mean something, as itself, on one line. */
function literal(text: string): string {
  return escaped(onOneLine(text));
}

function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
