import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findMissingApproval } from '../stories/approval.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { pictureUsesIn, type PictureUse } from '../stories/named.ts';
import type { StoryVersion } from '../stories/story.ts';

/** One use of a picture in the story, and the picture, unless it is gone. */
export type PlacedPicture = PictureUse & { item: MediaItem | undefined };

/** What is known of the story's state, beside what it says. */
export type StoryStatus = {
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
export type PreflightInput = StoryStatus & {
  content: ArticleContent;
  /** Which of the story's versions it is. */
  version: number;
  /** All that it names. */
  embedded: DeskEmbedded;
  pictures: PlacedPicture[];
  /** The section that asks for an approval that the version does not have. */
  missingApproval: SectionRow | undefined;
  /** Whether another story has its slug. */
  isSlugTaken: boolean;
};

/** Loads what the rules look at and is not at hand yet. */
export async function loadPreflightInput(
  db: Db,
  story: StoryVersion,
  status: StoryStatus,
): Promise<PreflightInput> {
  const { row, version, content } = story;
  const embedded = await story.embedded();
  const section = embedded.sections.get(content.section ?? '');
  return {
    ...status,
    content,
    version,
    embedded,
    missingApproval: await findMissingApproval(db, { id: row.id, version, section }),
    pictures: pictureUsesIn(content, content.body).map((placed) => ({
      ...placed,
      item: embedded.pictures.get(placed.use.media),
    })),
    isSlugTaken: await story.isSlugTaken(),
  };
}
