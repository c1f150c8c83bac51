import { withKeys } from '../keys.ts';
import type { TakeNote } from '../../notes.ts';
import { limits, NoteKind } from '../parts.ts';
import type { BlockIn, Body } from '../schema.ts';
import { listItem, startingWith, textBlocks, withLinkNames, wordsOf } from './blocks.ts';
import { embedOf, isEmbed } from './tree/html-embeds.ts';
import { postOf } from './tree/html-posts.ts';
import { figureOf } from './html-figures.ts';
import { headingOf } from './tree/html-headings.ts';
import { deepest, lineOf, type LinePlace } from './html-line.ts';
import { levelOf, numbersOf, taskOf, wordItemOf } from './tree/html-lists.ts';
import { noteLanguages } from './tree/html-languages.ts';
import { marksIn, noteLinkAround, type Marking } from './html-marks.ts';
import { attributeOf, blockTags, childrenOf, isText, tagOf, type HtmlNode } from './tree/html-nodes.ts';
import { classesOf } from './tree/html-styles.ts';
import { noteInItem, noteMarks, withPlainCaption } from './html-plain.ts';
import { tableOf } from './html-tables.ts';
import { nodesOf } from './tree/html-tree.ts';

type Style = 'normal' | 'h2' | 'h3' | 'h4' | 'blockquote';
type Place = LinePlace & { style: Style; level: number; figures: number };
type Reading = Marking & {
  /** Which nodes hold blocks, so that deep nesting is not searched once for each parent. */
  holding: Map<HtmlNode, boolean>;
  /** Items that are the only one of a list which does not begin with 1: `1986. What a year.` */
  alone: Set<BlockIn>;
};

/**
 * HTML to a body. Kept are paragraphs, headings (h1 becomes h2, h5 and h6 become h4), lists, quotes, tables, marks,
 * links, pictures of this server, and figures of them as galleries. An `aside` becomes a note; what shows something of
 * another address becomes an embed. Other pictures become links. Of other elements only the text is kept, and nothing
 * of scripts, styles, forms and what is hidden. What is lost is told to `note`. `locale` is the language of the story.
 */
export function fromHtml(html: string, note: TakeNote = () => undefined, locale = ''): Body {
  const reading: Reading = { links: new Map(), note, locale, holding: new Map(), alone: new Set() };
  const nodes = nodesOf(html, note);
  if (locale !== '') noteLanguages(nodes, locale, note);
  const blocks = flow(nodes, atTop, reading);
  return withKeys(asPrinted(blocks, reading).map(withLinkNames));
}

const atTop: Place = {
  ...{ style: 'normal', level: 0, figures: 0 },
  ...{ marks: [], depth: 0, quotes: 0, isHeading: false },
};
// A gallery is figures in a figure; deeper ones are read as plain blocks.
const figuresDeep = 3;

/** The blocks of sibling nodes: inline nodes next to each other are one paragraph. */
function flow(nodes: HtmlNode[], place: Place, reading: Reading): BlockIn[] {
  const blocks: BlockIn[] = [];
  let line: HtmlNode[] = [];
  function endLine(): void {
    blocks.push(...textBlocks(place.style, lineOf(line, place, reading), reading.links));
    line = [];
  }
  for (const node of nodes) {
    if (holdsBlocks(node, place.depth, reading)) {
      endLine();
      const marks = marksIn(node, place, reading);
      blocks.push(...blocksOf(node, { ...place, marks, depth: place.depth + 1 }, reading));
    } else line.push(node);
  }
  endLine();
  return blocks;
}

function blocksOf(node: HtmlNode, place: Place, reading: Reading): BlockIn[] {
  const tag = tagOf(node);
  const heading = headingOf(node, reading.note);
  const item = /^(?:p|h[1-6])$/.test(tag) ? wordItemOf(node, reading.note) : undefined;
  if (heading) return flow(childrenOf(node), { ...place, style: heading, isHeading: true }, reading);
  if (item) return listItem(flow(childrenOf(node), place, reading), item);
  const post = postOf(node);
  if (post) {
    noteLinkAround('An embed', place.marks, reading);
    // What a post says stays when the post goes.
    return withPlainCaption(
      post,
      flow(childrenOf(node), { ...atTop, depth: place.depth }, reading),
      reading.note,
    );
  }
  if (isEmbed(node)) {
    const blocks = embedOf(node, { flow: (nodes) => flow(nodes, place, reading), note: reading.note });
    if (!blocks.some(isTextBlock)) noteLinkAround('An embed', place.marks, reading);
    return blocks;
  }
  switch (tag) {
    case 'blockquote':
      return flow(childrenOf(node), { ...place, style: 'blockquote' }, reading);
    case 'ul':
    case 'ol':
    case 'menu':
      return listOf(node, { ...place, level: place.level + 1 }, reading);
    case 'table':
      noteLinkAround('A table', place.marks, reading);
      return tableOf(node, {
        flow: (nodes) => flow(nodes, { ...atTop, depth: place.depth }, reading),
        note: reading.note,
      });
    case 'aside':
      return noteOf(node, place, reading);
    case 'dl':
      reading.note({ name: 'formattingDropped', detail: 'A list of terms becomes paragraphs.' });
      return flow(childrenOf(node), place, reading);
    case 'hr':
      reading.note({ name: 'elementDropped', detail: 'A story cannot show <hr>.' });
      return [];
    case 'figure':
      if (classesOf(node).includes('callout')) return noteOf(node, place, reading);
      return place.figures < figuresDeep
        ? figureOf(node, {
            flow: (nodes) => flow(nodes, { ...place, figures: place.figures + 1 }, reading),
            note: reading.note,
          })
        : flow(childrenOf(node), place, reading);
    default:
      return flow(childrenOf(node), place, reading);
  }
}

function listOf(node: HtmlNode, place: Place, reading: Reading): BlockIn[] {
  const kind = tagOf(node) === 'ol' ? 'number' : 'bullet';
  const numbers = kind === 'number' ? numbersOf(node, reading.note) : undefined;
  if (place.level > limits.level)
    reading.note({
      name: 'formattingDropped',
      detail: `Lists are ${limits.level} deep at most: deeper items stand at level ${limits.level}.`,
    });
  return childrenOf(node).flatMap((child) => {
    const tag = tagOf(child);
    const isList = tag === 'ul' || tag === 'ol' || tag === 'menu';
    if (isList && place.depth <= deepest) {
      return listOf(child, { ...place, level: place.level + 1, depth: place.depth + 1 }, reading);
    }
    const level = levelOf(child, node) ?? place.level;
    const inside = {
      ...place,
      level,
      depth: place.depth + 1,
      marks: tag === 'li' ? marksIn(child, place, reading) : place.marks,
    };
    const [box, nodes] = taskOf(tag === 'li' ? childrenOf(child) : [child]);
    const item = { kind, level, number: numbers?.get(child) } as const;
    const told = flow(nodes, inside, reading);
    noteInItem(told, reading.note);
    const blocks = listItem(told, item, box);
    const isAlone = numbers?.size === 1 && attributeOf(node, 'start') !== undefined;
    if (isAlone && place.level === 1 && blocks[0] && 'number' in blocks[0]) reading.alone.add(blocks[0]);
    return blocks;
  });
}

/** The words as a note, a line for each block. What is not text follows it. */
function noteOf(node: HtmlNode, { depth, marks }: Place, reading: Reading): BlockIn[] {
  const blocks = flow(childrenOf(node), { ...atTop, depth }, reading);
  const [texts, others] = [blocks.filter(isTextBlock), blocks.filter((block) => !isTextBlock(block))];
  const text = wordsOf(texts);
  if (text === '') return others;
  noteLinkAround('A note', marks, reading);
  noteMarks(texts, 'a note', reading.note);
  const { data: kind } = NoteKind.safeParse(attributeOf(node, 'data-kind'));
  return [{ _type: 'note', ...(kind && { kind }), text }, ...others];
}

/** The blocks with the numbers that lists have in print. One item alone, that does not go on from others, is a paragraph. */
function asPrinted(blocks: BlockIn[], { alone }: Reading): BlockIn[] {
  return blocks.map((block, index) => {
    if (block._type !== 'block' || !alone.has(block) || block.number === 1) return block;
    if ([blocks[index - 1], blocks[index + 1]].some((other) => other && 'listItem' in other)) return block;
    const { listItem: _, level: __, number, ...rest } = block;
    return startingWith(`${number}. `, rest);
  });
}

function isTextBlock(block: BlockIn): boolean {
  return block._type === 'block';
}

/** Whether a node is a block or contains one. */
function holdsBlocks(node: HtmlNode, depth: number, reading: Reading): boolean {
  if (isText(node) || depth > deepest) return false;
  if (blockTags.has(tagOf(node)) || isEmbed(node)) return true;
  const known = reading.holding.get(node);
  if (known !== undefined) return known;
  const holds = childrenOf(node).some((child) => holdsBlocks(child, depth + 1, reading));
  reading.holding.set(node, holds);
  return holds;
}
