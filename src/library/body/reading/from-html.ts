import { isId } from '../../../foundation/ids.ts';
import { clean, cleanLine, embedOf, tableOf } from './html-blocks.ts';
import { figureOf } from './html-figures.ts';
import {
  attributeOf,
  blockTags,
  childrenOf,
  collapsed,
  dataOf,
  isText,
  mediaIn,
  nodesOf,
  tagOf,
  textOf,
  wordlessTags,
  type HtmlNode,
} from './html-nodes.ts';
import { withKeys } from '../keys.ts';
import { listItem, textBlocks, withLinkNames } from './markdown-blocks.ts';
import { isSafeAddress, NoteKind } from '../parts.ts';
import type { BlockIn, Body } from '../schema.ts';

type Style = 'normal' | 'h2' | 'h3' | 'h4' | 'blockquote';
type Place = { style: Style; level: number; depth: number; figures: number };
type Part = Record<string, unknown> & { _type: string; _key: string };
type Reading = { made: Set<unknown>; links: Map<string, Part>; holding: Map<HtmlNode, boolean> };

/** Deeper structure is ignored, and only the text is read. */
const deepest = 100;

/**
 * HTML to a body. Kept are paragraphs, headings (h1 becomes h2, h5 and h6 become h4), lists, quotes, tables, strong,
 * em, links, pictures of this server, and figures of them as galleries. An `aside` becomes a note; an `iframe`, and a
 * figure with only a link, become embeds. Other pictures become links. Of other elements only the text is kept, and
 * nothing of scripts, styles and forms.
 */
export function fromHtml(html: string): Body {
  const blocks = flow(nodesOf(html), atTop, newReading());
  return withKeys(blocks.map(withLinkNames));
}

const atTop: Place = { style: 'normal', level: 0, depth: 0, figures: 0 };
// A gallery is figures in a figure; deeper ones are read as plain blocks.
const figuresDeep = 3;
function newReading(): Reading {
  return { made: new Set(), links: new Map(), holding: new Map() };
}

const headings: Record<string, Style> = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };
const marks: Record<string, string> = { strong: 'strong', b: 'strong', em: 'em', i: 'em', cite: 'em' };
/** The blocks of sibling nodes: inline nodes next to each other are one paragraph. */
function flow(nodes: HtmlNode[], place: Place, reading: Reading): BlockIn[] {
  const blocks: BlockIn[] = [];
  let line: Part[] = [];
  function endLine(): void {
    blocks.push(...paragraph(line, place.style, reading));
    line = [];
  }
  for (const node of nodes) {
    if (wordlessTags.has(tagOf(node))) continue;
    if (holdsBlocks(node, place.depth, reading)) {
      endLine();
      blocks.push(...blocksOf(node, { ...place, depth: place.depth + 1 }, reading));
    } else line.push(...inline(node, [], reading, place.depth));
  }
  endLine();
  return blocks;
}

function blocksOf(node: HtmlNode, place: Place, reading: Reading): BlockIn[] {
  const tag = tagOf(node);
  const heading = headings[tag];
  if (heading) return flow(childrenOf(node), { ...place, style: heading }, reading);
  switch (tag) {
    case 'blockquote':
      return flow(childrenOf(node), { ...place, style: 'blockquote' }, reading);
    case 'ul':
    case 'ol':
    case 'menu':
      return listOf(node, { ...place, level: place.level + 1 }, reading);
    case 'table':
      return tableOf(node);
    case 'aside':
      return noteOf(node);
    case 'iframe':
      return embedOf(node);
    case 'hr':
      return [];
    case 'figure':
      return place.figures < figuresDeep
        ? figureOf(node, (nodes) => flow(nodes, { ...place, figures: place.figures + 1 }, reading))
        : flow(childrenOf(node), place, reading);
    default:
      return flow(childrenOf(node), place, reading);
  }
}

function listOf(node: HtmlNode, place: Place, reading: Reading): BlockIn[] {
  const kind = tagOf(node) === 'ol' ? 'number' : 'bullet';
  return childrenOf(node).flatMap((child) => {
    const tag = tagOf(child);
    const isList = tag === 'ul' || tag === 'ol' || tag === 'menu';
    if (isList && place.depth <= deepest) {
      return listOf(child, { ...place, level: place.level + 1, depth: place.depth + 1 }, reading);
    }
    const nodes = tag === 'li' ? childrenOf(child) : [child];
    return listItem(flow(nodes, { ...place, depth: place.depth + 1 }, reading), kind, place.level);
  });
}

function noteOf(node: HtmlNode): BlockIn[] {
  const lines = flow(childrenOf(node), atTop, newReading()).flatMap((block) =>
    block._type === 'block' ? block.children.map(({ text }) => text).join('') : [],
  );
  const { data: kind } = NoteKind.safeParse(attributeOf(node, 'data-kind'));
  return lines.length === 0 ? [] : [{ _type: 'note', ...(kind && { kind }), text: lines.join('\n') }];
}

/** The parts of a line, in the form that the Markdown parser gives: text with marks, and pictures. */
function inline(node: HtmlNode, embedded: string[], reading: Reading, depth: number): Part[] {
  if (isText(node)) return [part(reading, { _type: 'span', text: cleanLine(dataOf(node)), marks: embedded })];
  const tag = tagOf(node);
  if (tag === '' || wordlessTags.has(tag)) return [];
  if (tag === 'br') return [part(reading, { _type: 'span', text: '\n', marks: embedded })];
  if (tag === 'img') return imageOf(node, embedded, reading);
  if (depth > deepest)
    return [part(reading, { _type: 'span', text: cleanLine(textOf(node)), marks: embedded })];
  // Links inside links are invalid: the inner one is kept.
  const outer = tag === 'a' ? embedded.filter((name) => !reading.links.has(name)) : embedded;
  const mark = tag === 'a' ? linkOf(node, reading) : marks[tag];
  const inside = mark === undefined || outer.includes(mark) ? outer : [...outer, mark];
  return childrenOf(node).flatMap((child) => inline(child, inside, reading, depth + 1));
}

function imageOf(node: HtmlNode, embedded: string[], reading: Reading): Part[] {
  const src = (attributeOf(node, 'src') ?? '').trim();
  const alt = clean(attributeOf(node, 'alt') ?? '').slice(0, 1000);
  const media = mediaIn(src);
  if (!media && !isSafeAddress(src)) {
    return alt === '' ? [] : [part(reading, { _type: 'span', text: alt, marks: embedded })];
  }
  const title = clean(attributeOf(node, 'title') ?? '').slice(0, 2000);
  return [part(reading, { _type: 'image', src: media ?? src, alt, title })];
}

function linkOf(node: HtmlNode, reading: Reading): string | undefined {
  // Browsers remove tabs and line breaks from URLs, so that `java\nscript:` would run.
  const article = attributeOf(node, 'data-article')?.trim() ?? '';
  const named = isId('article', article) ? article : attributeOf(node, 'href');
  const href = (named ?? '').replace(/[\t\n\r]/g, '');
  const link = part(reading, { _type: 'link', href: href.trim() });
  reading.links.set(link._key, link);
  return link._key;
}

function paragraph(line: Part[], style: Style, { made, links }: Reading): BlockIn[] {
  const children = collapsed(line);
  const used = new Set(children.flatMap(({ marks: names }) => (names as string[] | undefined) ?? []));
  const markDefs = [...used].flatMap((name) => links.get(name) ?? []);
  return children.length === 0 ? [] : textBlocks({ style, children, markDefs }, made);
}

function part(reading: Reading, fields: Record<string, unknown> & { _type: string }): Part {
  const _key = `h${reading.made.size}`;
  reading.made.add(_key);
  return { ...fields, _key };
}

/** Whether a node is a block or contains one. */
function holdsBlocks(node: HtmlNode, depth: number, reading: Reading): boolean {
  if (isText(node) || depth > deepest) return false;
  if (blockTags.has(tagOf(node))) return true;
  // Cached, so that deep nesting is not searched once for each parent.
  const known = reading.holding.get(node);
  if (known !== undefined) return known;
  const filesInUse = childrenOf(node).some((child) => holdsBlocks(child, depth + 1, reading));
  reading.holding.set(node, filesInUse);
  return filesInUse;
}
