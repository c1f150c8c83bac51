/** Figures from HTML: a picture of this server, a gallery, or an embed. Pure. */
import { clean, linkedEmbed } from './html-blocks.ts';
import {
  attributeOf,
  childrenOf,
  dataOf,
  elementsOf,
  isText,
  mediaIn,
  tagOf,
  textOf,
  type HtmlNode,
} from './html-nodes.ts';
import { limits } from '../parts.ts';
import type { BlockIn, ImageBlock } from '../schema.ts';

/**
 * A picture of this server with its caption, a figure of figures as a gallery, a single link as an embed; otherwise the
 * content of the figure. `flow` reads the nodes inside.
 */
export function figureOf(figure: HtmlNode, flow: (nodes: HtmlNode[]) => BlockIn[]): BlockIn[] {
  const [caption] = elementsOf(figure, 'figcaption');
  const parts = childrenOf(figure).filter((part) =>
    isText(part) ? dataOf(part).trim() !== '' : tagOf(part) !== '',
  );
  const shown = parts.filter((part) => part !== caption);
  // `small` in a caption is the credit, which the picture has itself.
  const words = caption === undefined ? '' : clean(textOf(caption, new Set(['small']))).slice(0, 2000);
  const [only] = shown;
  if (only && shown.length === 1 && tagOf(only) === 'a' && elementsOf(only, 'img').length === 0) {
    const embed = linkedEmbed(only, { provider: attributeOf(figure, 'data-provider'), caption: words });
    if (embed) return [embed];
  }
  if (shown.length > 0 && shown.every((part) => tagOf(part) === 'figure')) {
    const items = flow(shown);
    if (areImages(items) && items.length <= limits.pictures)
      return [{ _type: 'gallery', items }, ...flow(parts.filter((part) => part === caption))];
  }
  const pictures = elementsOf(figure, 'img').filter((image) => mediaIn(attributeOf(image, 'src')));
  if (pictures.length !== 1 || !caption) return flow(childrenOf(figure));
  return flow(childrenOf(figure).filter((part) => part !== caption)).map((block) =>
    block._type === 'image' && words !== '' ? { ...block, caption: words } : block,
  );
}

function areImages(blocks: BlockIn[]): blocks is ImageBlock[] {
  return blocks.length > 0 && blocks.every(({ _type }) => _type === 'image');
}
