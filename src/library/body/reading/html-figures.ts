/** Figures from HTML: a picture of this server, a gallery, or an embed. Pure. */
import { clean, linkedEmbed } from './html-blocks.ts';
import { isText, mediaIn, tagOf, textOf, type HtmlNode } from './html-nodes.ts';
import { limits } from '../parts.ts';
import type { BlockIn, ImageBlock } from '../schema.ts';

/**
 * A picture of this server with its caption, a figure of figures as a gallery, a single link as an embed; otherwise the
 * content of the figure. `flow` reads the nodes inside.
 */
export function figureOf(figure: HtmlNode, flow: (nodes: HtmlNode[]) => BlockIn[]): BlockIn[] {
  const [caption] = figure.querySelectorAll('figcaption');
  const parts = figure.childNodes.filter((part) =>
    isText(part) ? part.data.trim() !== '' : tagOf(part) !== '',
  );
  const shown = parts.filter((part) => part !== caption);
  // `small` in a caption is the credit, which the picture has itself.
  const words = caption === undefined ? '' : clean(textOf(caption, new Set(['small']))).slice(0, 2000);
  const [only] = shown;
  if (only && shown.length === 1 && tagOf(only) === 'a' && only.querySelectorAll('img').length === 0) {
    const embed = linkedEmbed(only, { provider: figure.getAttribute('data-provider'), caption: words });
    if (embed) return [embed];
  }
  if (shown.length > 0 && shown.every((part) => tagOf(part) === 'figure')) {
    const items = flow(shown);
    if (areImages(items) && items.length <= limits.pictures)
      return [{ _type: 'gallery', items }, ...flow(parts.filter((part) => part === caption))];
  }
  const pictures = figure.querySelectorAll('img').filter((image) => mediaIn(image.getAttribute('src')));
  if (pictures.length !== 1 || !caption) return flow(figure.childNodes);
  return flow(figure.childNodes.filter((part) => part !== caption)).map((block) =>
    block._type === 'image' && words !== '' ? { ...block, caption: words } : block,
  );
}

function areImages(blocks: BlockIn[]): blocks is ImageBlock[] {
  return blocks.length > 0 && blocks.every(({ _type }) => _type === 'image');
}
