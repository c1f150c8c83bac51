import type { Db } from '../../foundation/database/database.ts';
import { changedToReaders } from '../../edition/articles/content.ts';
import { getContent } from '../stories/store.ts';
import type { StoryVersion } from '../stories/story.ts';

/** The fields that were mended in the published text while a version waited, and that it does not have like that. */
export async function findMendsMissing(
  db: Db,
  { row, version, content }: Pick<StoryVersion, 'row' | 'version' | 'content'>,
): Promise<string[]> {
  const { id, mended, publishedVersion } = row;
  if (mended === null || publishedVersion === null || version === publishedVersion) return [];
  const changed = changedToReaders(content, await getContent(db, id, publishedVersion));
  return mended.filter((field) => changed.includes(field));
}
