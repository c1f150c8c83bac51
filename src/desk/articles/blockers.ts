import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { isEmptyBody } from '../../library/body/references.ts';
import { findUsableMedia } from '../../library/media/store.ts';
import { picturesIn } from './named.ts';

/** Everything that would be wrong to publish, each with its place. */
export async function findBlockers(db: Db, content: ArticleContent): Promise<Fault[]> {
  const placed = picturesIn(content, content.body);
  const pictures = await findUsableMedia(
    db,
    placed.map(({ use }) => use.media),
  );
  return [
    ...(isEmptyBody(content.body) ? [{ pointer: '/body', detail: 'must not be empty' }] : []),
    ...placed.flatMap(({ use, pointer }) => {
      const picture = pictures.get(use.media);
      if (!picture) return [{ pointer, detail: `The rights of ${use.media} have run out.` }];
      const described =
        use.altText ?? picture.captions.some(({ altText, decorative }) => altText ?? decorative);
      return described
        ? []
        : [{ pointer, detail: `${use.media} has no alt text; write one, or say that it is decorative.` }];
    }),
  ];
}
