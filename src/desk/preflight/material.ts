import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findAsking } from '../stories/approval.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { pictureUsesIn, type PictureUse } from '../stories/named.ts';
import type { StoryVersion } from '../stories/story.ts';

/** One use of a picture in the story, and the picture, unless it is gone. */
export type PicturePlaced = PictureUse & { item: MediaItem | undefined };

/** What is known of the story's state, beside what it says. */
export type Judged = {
  /** When the story was first published, if it was (UTC milliseconds). */
  publishedAt?: number | undefined;
  /** The moment for which it is judged (UTC milliseconds); absent where time plays no part. */
  now?: number | undefined;
  /** Why publishing is not legal now. */
  refusal?: string | undefined;
  /** The embargo that stands: the story's own, or that of the one it translates. */
  embargoUntil?: number | undefined;
};

/** All that the rules look at. */
export type Material = Judged & {
  content: ArticleContent;
  /** Which of the story's versions it is. */
  version: number;
  /** All that it names. */
  embedded: DeskEmbedded;
  pictures: PicturePlaced[];
  /** The section that asks for an approval that the version does not have. */
  asking: SectionRow | undefined;
  /** Whether another story has its slug. */
  isSlugTaken: boolean;
};

/** Loads what the rules look at and is not at hand yet. */
export async function findMaterial(db: Db, story: StoryVersion, judged: Judged): Promise<Material> {
  const { row, version, content } = story;
  const embedded = await story.embedded();
  const section = embedded.sections.get(content.section ?? '');
  return {
    ...judged,
    content,
    version,
    embedded,
    asking: await findAsking(db, { id: row.id, version, section }),
    pictures: pictureUsesIn(content, content.body).map((placed) => ({
      ...placed,
      item: embedded.pictures.get(placed.use.media),
    })),
    isSlugTaken: await story.isSlugTaken(),
  };
}
