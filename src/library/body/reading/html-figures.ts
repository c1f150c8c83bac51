/** Figures from HTML: a picture of this server, a gallery, or an embed, with its caption. Pure. */
import type { TakeNote } from '../../notes.ts';
import { embedInFigure } from './tree/html-posts.ts';
import {
  childrenOf,
  dataOf,
  elementsOf,
  isText,
  tagOf,
  textsIn,
  walk,
  type HtmlNode,
} from './tree/html-nodes.ts';
import { withPlainCaption, type Captioned } from './html-plain.ts';
import { classesOf } from './tree/html-styles.ts';
import { limits } from '../parts.ts';
import type { BlockIn, ImageBlock } from '../schema.ts';

/**
 * A picture of this server, an embed or a table with its caption, pictures as a gallery, an address alone as an embed;
 * otherwise the content of the figure, then its caption. `flow` reads the nodes inside.
 */
export function figureOf(
  figure: HtmlNode,
  { flow, note }: { flow: (nodes: HtmlNode[]) => BlockIn[]; note: TakeNote },
): BlockIn[] {
  const parts = childrenOf(figure).filter((part) =>
    isText(part) ? dataOf(part).trim() !== '' : tagOf(part) !== '',
  );
  const captions = parts.filter((part) => tagOf(part) === 'figcaption');
  for (const caption of captions) bracketCredits(caption);
  const shown = parts.filter((part) => !captions.includes(part));
  const embed = embedInFigure(figure, shown, note);
  const blocks = embed ? [embed] : flow(shown);
  const told = flow(captions);
  const isGallery = shown.some((part) => tagOf(part) === 'figure' || elementsOf(part, 'figure').length > 0);
  if (isGallery && areImages(blocks) && blocks.length <= limits.pictures)
    return [{ _type: 'gallery', items: blocks }, ...told];
  const [only] = blocks;
  if (only && blocks.length === 1 && holdsCaption(only)) return withPlainCaption(only, told, note);
  return [...blocks, ...told];
}

const credit = /credit|copyright|source|photographer|byline/i;

/** A credit within a line of a caption is set in brackets, as it is printed, unless it stands in some. */
function bracketCredits(caption: HtmlNode): void {
  const credits = walk(caption, (node) =>
    /^(?:small|cite)$/.test(tagOf(node)) ||
    (tagOf(node) === 'span' && classesOf(node).some((name) => credit.test(name)))
      ? 'take'
      : 'enter',
  );
  for (const one of credits) {
    const texts = textsIn(one).filter((node) => dataOf(node).trim() !== '');
    const [first, last] = [texts[0], texts.at(-1)];
    if (!first || !last || !('data' in first) || !('data' in last) || /^\s*\(/.test(first.data)) continue;
    first.data = ` (${first.data.trimStart()}`;
    last.data = `${last.data.trimEnd()})`;
  }
}

function holdsCaption(block: BlockIn): block is Captioned {
  return block._type === 'image' || block._type === 'embed' || (block._type === 'table' && !block.caption);
}

function areImages(blocks: BlockIn[]): blocks is ImageBlock[] {
  return blocks.length > 0 && blocks.every(({ _type }) => _type === 'image');
}
