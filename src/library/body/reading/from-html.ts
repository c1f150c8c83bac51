import { withKeys } from '../keys.ts';
import type { TakeNote } from '../../notes.ts';
import { NoteKind } from '../parts.ts';
import type { BlockIn, Body } from '../schema.ts';
import { listItem, textBlocks, withLinkNames, type Links } from './blocks.ts';
import { embedOf } from './html-blocks.ts';
import { figureOf } from './html-figures.ts';
import { tableOf } from './html-tables.ts';
import { deepest, isDropped, lineOf } from './html-line.ts';
import { attributeOf, blockTags, childrenOf, isText, nodesOf, tagOf, type HtmlNode } from './html-nodes.ts';

type Style = 'normal' | 'h2' | 'h3' | 'h4' | 'blockquote';
type Place = { style: Style; level: number; depth: number; figures: number; isPreformatted: boolean };
type Reading = {
  links: Links;
  /** Told of each thing that is dropped, flattened or replaced. */
  note: TakeNote;
  /** Which nodes hold blocks, so that deep nesting is not searched once for each parent. */
  holding: Map<HtmlNode, boolean>;
};

/**
 * HTML to a body. Kept are paragraphs, headings (h1 becomes h2, h5 and h6 become h4), lists, quotes, tables, strong,
 * em, links, pictures of this server, and figures of them as galleries. An `aside` becomes a note; an `iframe`, and a
 * figure with only a link, become embeds. Other pictures become links. Of other elements only the text is kept, and
 * nothing of scripts, styles and forms. What is lost is told to `note`.
 */
export function fromHtml(html: string, note: TakeNote = () => {}): Body {
  const blocks = flow(nodesOf(html), atTop, { links: new Map(), note, holding: new Map() });
  return withKeys(blocks.map(withLinkNames));
}

const atTop: Place = { style: 'normal', level: 0, depth: 0, figures: 0, isPreformatted: false };
// A gallery is figures in a figure; deeper ones are read as plain blocks.
const figuresDeep = 3;

const headings: Record<string, Style> = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };
/** The blocks of sibling nodes: inline nodes next to each other are one paragraph. */
function flow(nodes: HtmlNode[], place: Place, reading: Reading): BlockIn[] {
  const blocks: BlockIn[] = [];
  let line: HtmlNode[] = [];
  function endLine(): void {
    blocks.push(...textBlocks(place.style, lineOf(line, place, reading), reading.links));
    line = [];
  }
  for (const node of nodes) {
    if (isDropped(node, reading.note)) continue;
    if (holdsBlocks(node, place.depth, reading)) {
      endLine();
      blocks.push(...blocksOf(node, { ...place, depth: place.depth + 1 }, reading));
    } else line.push(node);
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
      return tableOf(node, {
        note: reading.note,
        flow: (nodes) => flow(nodes, { ...atTop, depth: place.depth }, reading),
      });
    case 'aside':
      return noteOf(node, place, reading);
    case 'iframe':
      return embedOf(node, reading.note);
    case 'pre':
      return flow(childrenOf(node), { ...place, isPreformatted: true }, reading);
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

/** The words as a note, a line for each block. What is not text follows it. */
function noteOf(node: HtmlNode, { depth }: Place, reading: Reading): BlockIn[] {
  const blocks = flow(childrenOf(node), { ...atTop, depth }, reading);
  const lines = blocks.flatMap((block) =>
    block._type === 'block' ? block.children.map(({ text }) => text).join('') : [],
  );
  const others = blocks.filter((block) => block._type !== 'block');
  if (lines.length === 0) return others;
  const { data: kind } = NoteKind.safeParse(attributeOf(node, 'data-kind'));
  return [{ _type: 'note', ...(kind && { kind }), text: lines.join('\n') }, ...others];
}

/** Whether a node is a block or contains one. */
function holdsBlocks(node: HtmlNode, depth: number, reading: Reading): boolean {
  if (isText(node) || depth > deepest) return false;
  if (blockTags.has(tagOf(node))) return true;
  const known = reading.holding.get(node);
  if (known !== undefined) return known;
  const holds = childrenOf(node).some((child) => holdsBlocks(child, depth + 1, reading));
  reading.holding.set(node, holds);
  return holds;
}
