import type { ArticleContent } from '../../edition/articles/content.ts';
import { referencesIn } from '../../library/body/references.ts';
import type { Body } from '../../library/body/schema.ts';
import type { NamedReference } from '../../library/records/store.ts';
import type { ArticleIn } from './schema.ts';

/** The ids of all stories that a version refers to: its original, related and linked ones. */
export function articlesNamedBy({ translationOf, related, body }: ArticleContent): string[] {
  const named = [translationOf, ...related.map(({ article }) => article), ...referencesIn(body).articles];
  return named.filter((id) => id !== undefined);
}

/** The story links of a body, each with its place. */
export function linksIn(body: Body): NamedReference[] {
  return body.flatMap((block, index) =>
    block._type !== 'block'
      ? []
      : block.markDefs.flatMap((mark, place) =>
          mark._type === 'articleLink'
            ? [{ reference: mark.article, where: { pointer: `/body/${index}/markDefs/${place}/article` } }]
            : [],
        ),
  );
}

/** One use of a picture, and its place in the story. */
export type PictureUse = {
  use: { media: string; caption?: string | undefined; altText?: string | undefined };
  pointer: string;
};

/** Every use of a picture in a story: its lead, its placements, and those in its body. */
export function pictureUsesIn(
  { leadMedia, placements = [] }: Pick<ArticleIn, 'leadMedia' | 'placements'>,
  body: Body,
): PictureUse[] {
  return [
    ...(leadMedia ? [{ use: leadMedia, pointer: '/leadMedia' }] : []),
    ...placements.map((use, index) => ({ use, pointer: `/placements/${index}` })),
    ...body.flatMap((block, index) => {
      if (block._type === 'image') return [{ use: block, pointer: `/body/${index}` }];
      if (block._type === 'gallery')
        return block.items.map((use, place) => ({ use, pointer: `/body/${index}/items/${place}` }));
      return [];
    }),
  ];
}
