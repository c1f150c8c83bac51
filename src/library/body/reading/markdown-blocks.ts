/** Nodes of the Markdown library as blocks. Pure. */
import { isId } from '../../../foundation/ids.ts';
import { paragraphsOf } from './from-text.ts';
import { mediaIn } from './html-nodes.ts';
import { filledUp, isSafeAddress, limits } from '../parts.ts';
import type { BlockIn, TextBlockIn } from '../schema.ts';
import { onOneLine } from '../words.ts';
import { joinSpans } from '../join-spans.ts';

type Part = Record<string, unknown>;
type SpanIn = TextBlockIn['children'][number];
type DefIn = NonNullable<TextBlockIn['markDefs']>[number];
type Style = TextBlockIn['style'];

/** A paragraph or heading, split at pictures of this server and at blank lines of code and raw HTML. */
export function textBlocks(block: Part, made: Set<unknown>): BlockIn[] {
  const blocks: BlockIn[] = [];
  let run: Part[] = [];
  for (const child of block.children as Part[]) {
    if (!made.has(child._key) || child._type !== 'image' || !mediaIn(String(child.src))) {
      run.push(child);
      continue;
    }
    if (run.length > 0) blocks.push(...runOfText({ ...block, children: run }, made));
    blocks.push(picture(child));
    run = [];
  }
  if (run.length > 0) blocks.push(...runOfText({ ...block, children: run }, made));
  return blocks;
}

function runOfText(block: Part, made: Set<unknown>): BlockIn[] {
  const style = block.style as Style;
  const markDefs = (block.markDefs as Part[]).flatMap((def) => linkTo(String(def.href), String(def._key)));
  const kept = new Set(['strong', 'em', ...markDefs.map(({ _key }) => _key)]);
  const spans = joinSpans(
    (block.children as Part[]).flatMap((child) => {
      const { span, links } = spanOf(child, kept, made);
      markDefs.push(...links);
      return span;
    }),
  );
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return [];
  if (first === last && first.marks?.length === 0)
    return paragraphsOf(first.text).map((text) => textBlock(style, [{ ...first, text }], []));
  first.text = first.text.trimStart();
  last.text = last.text.trimEnd();
  const children = spans.filter(({ text }) => text !== '');
  return children.length === 0 ? [] : [textBlock(style, children, markDefs)];
}

/** The first paragraphs of an item are its text, line by line; headings, pictures and deeper items follow it. */
export function listItem(blocks: BlockIn[], listItem: 'bullet' | 'number', level: number): BlockIn[] {
  const end = blocks.findIndex(
    (block) => block._type !== 'block' || block.listItem || isHeading(block.style),
  );
  const texts = blocks.slice(0, end === -1 ? blocks.length : end) as TextBlockIn[];
  const [first] = texts;
  if (!first) return blocks;
  const lineBreak: SpanIn = { _type: 'span', text: '\n', marks: [] };
  const children = texts.flatMap((block, index) =>
    index === 0 ? block.children : [lineBreak, ...block.children],
  );
  const item: BlockIn = {
    ...textBlock(
      first.style,
      joinSpans(children),
      texts.flatMap(({ markDefs = [] }) => markDefs),
    ),
    listItem,
    level: Math.min(level, limits.level),
  };
  return [item, ...blocks.slice(texts.length)];
}

/** `> [!NOTE]` and its like: the words as a note, a line for each block. What is not text follows it. */
export function alertNote(tone: string, blocks: BlockIn[]): BlockIn[] {
  const text = blocks.flatMap((block) =>
    block._type === 'block' ? block.children.map((span) => span.text).join('') : [],
  );
  const others = blocks.filter((block) => block._type !== 'block');
  if (text.length === 0) return others;
  return [{ _type: 'note', kind: tone.toLowerCase(), text: text.join('\n') }, ...others];
}

export function readTable(node: Part, made: Set<unknown>): BlockIn[] {
  const rows = (node.rows as { cells: { value: Part[] }[] }[]).map(({ cells }) =>
    cells.map(({ value }) => cellText(value, made)),
  );
  if (rows.every((row) => row.length === 0)) return [];
  return [{ _type: 'table', ...(Number(node.headerRows) > 0 && { header: true }), rows: filledUp(rows) }];
}

/** A picture of this server; its texts in the Markdown replace its own captions. */
function picture(node: Part): BlockIn & { _type: 'image' } {
  const { src, alt, title } = node as { src: string; alt?: string; title?: string };
  return {
    _type: 'image',
    media: mediaIn(src)!,
    ...(title?.trim() && { caption: title }),
    ...(alt?.trim() && { altText: alt }),
  };
}

/** Names the links that are in use l1, l2 …: the same Markdown always makes the same body. */
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

function textBlock(style: Style, children: SpanIn[], markDefs: DefIn[]): TextBlockIn {
  return { _type: 'block', style, children: isHeading(style) ? children.map(oneLine) : children, markDefs };
}

function oneLine(span: SpanIn): SpanIn {
  return { ...span, text: span.text.replaceAll('\n', ' ') };
}

function isHeading(style: Style): boolean {
  return style?.startsWith('h') ?? false;
}

function cellText(value: Part[], made: Set<unknown>): string {
  const parts = value.flatMap((block) =>
    Array.isArray(block.children) ? (block.children as Part[]) : [block],
  );
  return onOneLine(parts.map((part) => spanOf(part, new Set(), made).span.text).join(''));
}

function linkTo(href: string, _key: string): DefIn[] {
  if (isId('article', href)) return [{ _type: 'articleLink', _key, article: href }];
  return isSafeAddress(href) ? [{ _type: 'link', _key, href }] : [];
}

/** A part of a line with the marks that are kept. A picture from elsewhere becomes its alt text with a link. */
function spanOf(part: Part, kept: Set<string>, made: Set<unknown>): { span: SpanIn; links: DefIn[] } {
  if (!made.has(part._key))
    return { span: { _type: 'span', text: JSON.stringify(part), marks: [] }, links: [] };
  if (part._type === 'image') {
    const links = linkTo(String(part.src), String(part._key));
    const text = String(part.alt).trim() || String(part.src);
    return { span: { _type: 'span', text, marks: links.map(({ _key }) => _key) }, links };
  }
  // A mark without a definition belongs to a link that is not kept.
  const marks = [...new Set(part.marks as string[])].filter((mark) => kept.has(mark)).sort(linksFirst);
  return { span: { _type: 'span', text: String(part.text), marks }, links: [] };
}

const inner = ['strong', 'em'];

function linksFirst(a: string, b: string): number {
  return inner.indexOf(a) - inner.indexOf(b);
}
