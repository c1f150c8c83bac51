import type {
  BlockOut,
  Body,
  BodyOut,
  ImageBlock,
  ImageBlockOut,
  TextBlock,
  TextBlockOut,
} from './schema.ts';

type Live<P> = {
  /** The picture with the words of this use of it, or undefined when it may not be shown. */
  pictureOf: (use: ImageBlock) => P | undefined;
  /** The stories that links lead to, by the id that the link names. */
  links: ReadonlyMap<string, { id: string; slug: string; locale: string; href: string }>;
};

/**
 * The body for a response, with pictures and URLs of linked stories. Missing pictures and empty galleries are left out;
 * of a link to a story that is not live only the text stays.
 */
export function resolveBody<P>(body: Body, { pictureOf, links }: Live<P>): BodyOut<P> {
  return body.flatMap((block): BlockOut<P>[] => {
    if (block._type === 'block') return [resolveText(block, links)];
    if (block._type === 'image') return resolveImage(block, pictureOf);
    if (block._type !== 'gallery') return [block];
    const items = block.items.flatMap((item) => resolveImage(item, pictureOf));
    return items.length === 0 ? [] : [{ ...block, items }];
  });
}

function resolveImage<P>(block: ImageBlock, pictureOf: Live<P>['pictureOf']): ImageBlockOut<P>[] {
  const { _type, _key, media } = block;
  const picture = pictureOf(block);
  return picture === undefined ? [] : [{ _type, _key, media, picture }];
}

function resolveText(block: TextBlock, links: Live<unknown>['links']): TextBlockOut {
  const markDefs = block.markDefs.flatMap((def): TextBlockOut['markDefs'] => {
    if (def._type === 'link') return [def];
    const story = links.get(def.article);
    if (!story) return [];
    const { id, slug, locale, href } = story;
    return [{ ...def, article: id, slug, locale, href }];
  });
  const kept = new Set(markDefs.map(({ _key }) => _key));
  const dead = new Set(block.markDefs.map(({ _key }) => _key).filter((key) => !kept.has(key)));
  if (dead.size === 0) return { ...block, markDefs };
  const children = block.children.map((span) => ({
    ...span,
    marks: span.marks.filter((mark) => !dead.has(mark)),
  }));
  return { ...block, children, markDefs };
}
