/** The lines of HTML as blocks. Pure. */
import { isId } from '../../../foundation/ids.ts';
import { joinSpans } from '../join-spans.ts';
import { decorators, isSafeAddress, limits } from '../parts.ts';
import { plainText } from '../references.ts';
import type { BlockIn, Body, TextBlockIn } from '../schema.ts';
import { onOneLine } from '../words.ts';
import { pieces } from './from-text.ts';
import type { Item } from './tree/html-lists.ts';
import { linesIn, type Line, type SpanIn } from './lines.ts';

type DefIn = NonNullable<TextBlockIn['markDefs']>[number];
type Style = TextBlockIn['style'];

/** A part of a line: text with the names of its marks, or a picture of this server. */
export type Part = { text: string; marks: string[] } | { media: string; alt: string; title: string };
/** The addresses of links, by the names that stand among marks. */
export type Links = Map<string, string>;

/** A paragraph or heading, split at pictures and at blank lines. */
export function textBlocks(style: Style, parts: Part[], links: Links): BlockIn[] {
  const blocks: BlockIn[] = [];
  let spans: SpanIn[] = [];
  function endText(): void {
    blocks.push(...paragraphs(style, joinSpans(spans), links));
    spans = [];
  }
  for (const part of parts) {
    if ('text' in part) spans.push(spanOf(part, links));
    else {
      endText();
      blocks.push(picture(part));
    }
  }
  endText();
  return blocks;
}

/** Blank lines separate paragraphs, whatever their marks. */
function paragraphs(style: Style, spans: SpanIn[], links: Links): BlockIn[] {
  const blocks: BlockIn[] = [];
  let lines: Line[] = [];
  for (const line of [...linesIn(spans), { words: [] }]) {
    if (line.words.length > 0) lines.push(line);
    else if (lines.length > 0) {
      blocks.push(paragraph(style, lines, links));
      lines = [];
    }
  }
  return blocks;
}

function paragraph(style: Style, lines: Line[], links: Links): TextBlockIn {
  const spans = lines.flatMap(({ lineBreak, words }, index) =>
    index > 0 && lineBreak ? [lineBreak, ...words] : words,
  );
  const children = joinSpans(spans).flatMap((span) => pieces(span.text).map((text) => ({ ...span, text })));
  const used = new Set(children.flatMap(({ marks = [] }) => marks));
  return textBlock(
    style,
    children,
    [...used].flatMap((name) => linkTo(links.get(name), name)),
  );
}

/** The first paragraphs of an item are its text, line by line; headings, pictures and deeper items follow it. */
export function listItem(blocks: BlockIn[], { kind, level, number }: Item, start = ''): BlockIn[] {
  const end = blocks.findIndex(
    (block) => block._type !== 'block' || block.listItem || isHeading(block.style),
  );
  const texts = blocks.slice(0, end === -1 ? blocks.length : end) as TextBlockIn[];
  const [first] = texts;
  if (!first) return withNumber(number, blocks);
  const lineBreak: SpanIn = { _type: 'span', text: '\n', marks: [] };
  const children = texts.flatMap((block, index) =>
    index === 0 ? block.children : [lineBreak, ...block.children],
  );
  const markDefs = texts.flatMap(({ markDefs = [] }) => markDefs);
  const item: BlockIn = {
    ...startingWith(start, textBlock(first.style, joinSpans(children), markDefs)),
    listItem: kind,
    level: Math.min(level, limits.level),
    ...(number !== undefined && { number }),
  };
  return [item, ...blocks.slice(texts.length)];
}

/** A heading that is an item has its number before it. */
function withNumber(number: number | undefined, [first, ...others]: BlockIn[]): BlockIn[] {
  if (!first) return [];
  const isNumbered = number !== undefined && first._type === 'block' && isHeading(first.style);
  return [isNumbered ? startingWith(`${number}. `, first) : first, ...others];
}

/** The block with words before its own. */
export function startingWith(text: string, block: TextBlockIn): TextBlockIn {
  const children = [{ _type: 'span' as const, text, marks: [] }, ...block.children];
  return text === '' ? block : { ...block, children: joinSpans<SpanIn>(children) };
}

/** What blocks say, a line for each paragraph, item and line break; of a picture its alt text. */
export function wordsOf(blocks: BlockIn[]): string {
  const texts = blocks.map((block) => {
    if (block._type === 'image') return block.altText ?? block.caption ?? '';
    if (block._type === 'embed') return [block.title, block.caption, block.url].filter(Boolean).join('\n');
    const number = block._type === 'block' && block.number !== undefined ? `${block.number}. ` : '';
    return `${number}${plainText([block] as Body)}`;
  });
  return texts
    .flatMap((text) => text.split('\n'))
    .map(onOneLine)
    .filter((text) => text !== '')
    .join('\n');
}

/** Names the links that are in use l1, l2 …: the same HTML always makes the same body. */
export function withLinkNames(block: BlockIn): BlockIn {
  if (block._type !== 'block') return block;
  const used = [...new Set(block.children.flatMap(({ marks = [] }) => marks))];
  const defs = new Map((block.markDefs ?? []).map((def) => [def._key, def]));
  const markDefs = used.flatMap((mark) => defs.get(mark) ?? []);
  const names = new Map(markDefs.map(({ _key }, index) => [_key, `l${index + 1}`]));
  return {
    ...block,
    children: block.children.map((span) => ({
      ...span,
      marks: (span.marks ?? []).map((mark) => names.get(mark) ?? mark),
    })),
    markDefs: markDefs.map((def) => ({ ...def, _key: names.get(def._key)! })),
  };
}

/** Its texts here replace its own captions. */
function picture({ media, alt, title }: Extract<Part, { media: string }>): BlockIn {
  return {
    ...{ _type: 'image', media },
    ...(title !== '' && { caption: title }),
    ...(alt !== '' && { altText: alt }),
  };
}

function textBlock(style: Style, spans: SpanIn[], markDefs: DefIn[]): TextBlockIn {
  const children = isHeading(style)
    ? spans.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') }))
    : spans;
  return { _type: 'block', style, children, markDefs };
}

function isHeading(style: Style): boolean {
  return style?.startsWith('h') ?? false;
}

/** Links stand first among the marks; one to what may not be linked is left out. */
function spanOf({ text, marks }: Extract<Part, { text: string }>, links: Links): SpanIn {
  const kept = marks.filter((name) => linkTo(links.get(name), name).length > 0);
  return { _type: 'span', text, marks: [...kept, ...decorators.filter((name) => marks.includes(name))] };
}

function linkTo(address: string | undefined, _key: string): DefIn[] {
  if (address === undefined) return [];
  if (isId('article', address)) return [{ _type: 'articleLink', _key, article: address }];
  return isSafeAddress(address) ? [{ _type: 'link', _key, href: address }] : [];
}
