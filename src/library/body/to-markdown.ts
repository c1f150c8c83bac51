import { DefaultCalloutRenderer, DefaultTableRenderer, portableTextToMarkdown } from '@portabletext/markdown';
import { isSafeAddress } from './parts.ts';
import type { BlockOut, BodyOut, EmbedBlock, NoteBlock, Span, TableBlock, TextBlockOut } from './schema.ts';
import type { Shown } from './to-html.ts';

type Paragraph = {
  _type: 'block';
  style: 'normal';
  children: { _type: 'span'; text: string; marks: string[] }[];
  markDefs: Def[];
};
type Def = { _type: 'link'; _key: string; href: string };
type Written = TextBlockOut | Paragraph | { _type: string };
type Callout = Parameters<typeof DefaultCalloutRenderer>[0];

/**
 * The body as Markdown (CommonMark with tables and alerts). A picture's caption and credit stand in its title.
 * Galleries become pictures, embeds links; every literal sign is escaped.
 */
export function toMarkdown(body: BodyOut<Shown>): string {
  return portableTextToMarkdown(body.flatMap(written), {
    marks: {
      exclamation: () => '\\!',
      emInWord: ({ children }) => `*${children}*`,
      link: ({ children, value }) => linked(children, (value as Def | undefined)?.href),
      articleLink: ({ children, value }) => linked(children, (value as Def | undefined)?.href),
    },
    types: {
      image: ({ value }) => picture(value as unknown as Picture),
      table: DefaultTableRenderer,
      note: (options) => DefaultCalloutRenderer(options as Callout),
    },
    unknownType: () => '',
  });
}

type Picture = { picture: Shown };

/** Each block in the shapes that the library can write. */
function written(block: BlockOut<Shown>): Written[] {
  switch (block._type) {
    case 'block':
      return [writtenText(block)];
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

/** A heading is one line; `_` opens no emphasis within a word, `*` does. */
function writtenText(block: TextBlockOut): TextBlockOut {
  const isHeading = block.style.startsWith('h');
  const children = block.children.flatMap((span, index): Span[] => {
    const text = isHeading ? span.text.replaceAll('\n', ' ') : span.text;
    const before = neighbour(block.children[index - 1], span);
    const after = neighbour(block.children[index + 1], span);
    const inWord = /[\p{L}\p{N}_]$/u.test(before) || /^[\p{L}\p{N}_]/u.test(after);
    const marks = span.marks.map((mark) => (mark === 'em' && inWord ? 'emInWord' : mark));
    // An exclamation mark before a link would make a picture of it.
    const next = block.children[index + 1];
    if (!text.endsWith('!') || !next || linkOf(next) === undefined || linkOf(next) === linkOf(span))
      return [{ ...span, text, marks }];
    return [
      { ...span, text: text.slice(0, -1), marks },
      { ...span, text: '!', marks: [...marks, 'exclamation'] },
    ];
  });
  return { ...block, children };
}

/** What touches the span; where a link starts or ends, its brackets do. */
function neighbour(span: Span | undefined, of: Span): string {
  return span && linkOf(span) === linkOf(of) ? span.text : '';
}

function linkOf({ marks }: Span): string | undefined {
  return marks.find((mark) => mark !== 'strong' && mark !== 'em');
}

function writtenEmbed({ url, title, caption }: EmbedBlock): Written[] {
  const link = paragraph(title ?? url, ['url'], [{ _type: 'link', _key: 'url', href: url }]);
  return caption ? [link, paragraph(caption, ['em'])] : [link];
}

function writtenTable({ caption, header, rows }: TableBlock): Written[] {
  const table = {
    _type: 'table',
    headerRows: header ? 1 : 0,
    rows: rows.map((row) => ({
      _type: 'row',
      cells: row.map((cell) => ({ _type: 'cell', value: [paragraph(cell.replace(/\s+/gu, ' '))] })),
    })),
  };
  return caption ? [paragraph(caption, ['em']), table] : [table];
}

/** Markdown knows five kinds of alert; any other note is a plain one. */
function writtenNote({ text, kind }: NoteBlock): Written {
  const tone = kind && ['tip', 'important', 'warning', 'caution'].includes(kind) ? kind : 'note';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return { _type: 'note', tone, content: lines.map((line) => paragraph(line)) } as Written;
}

function paragraph(text: string, marks: string[] = [], markDefs: Def[] = []): Paragraph {
  return {
    _type: 'block',
    style: 'normal',
    children: [{ _type: 'span', text: text.trim(), marks }],
    markDefs,
  };
}

function picture({ picture }: Picture): string {
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
  return text.replace(/\s+/gu, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
