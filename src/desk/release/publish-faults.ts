import { isSameToReaders } from '../../edition/articles/content.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { versionOf, type OpenedStory, type StoryVersion } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type Asked = {
  change?: ChangeIn | undefined;
  /** The requested first publication (UTC milliseconds). */
  publishedAt?: number | undefined;
};

/** The faults of a request to publish a version; faults of the story are its blockers. */
export async function faultsOfPublishing(
  db: Db,
  story: OpenedStory,
  going: StoryVersion,
  { change, publishedAt }: Asked,
  now: number,
): Promise<Fault[]> {
  const { row } = story;
  const first = row.publishedAt === null;
  const faults: Fault[] = [];
  if (first && change) {
    const why = row.unpublished ? 'was unpublished and begins anew' : 'was never published';
    faults.push({ pointer: '/change', detail: `change must be absent: the story ${why}` });
  }
  if (!first && !change)
    faults.push({ pointer: '/change', detail: 'change is required: the story was published before' });
  if (!first && publishedAt !== undefined) {
    faults.push({
      pointer: '/publishedAt',
      detail: 'publishedAt cannot move: the story was published before',
    });
  }
  if (publishedAt !== undefined && publishedAt > now)
    faults.push({ pointer: '/publishedAt', detail: 'publishedAt must lie in the past' });
  if (change?.kind === 'update' && (await isLiveAlready(db, story, going)))
    faults.push({ pointer: '/change/kind', detail: nothingNew(row) });
  return faults;
}

function nothingNew({ publishedVersion }: ArticleRow): string {
  return `kind cannot be update: readers have this text already, as version ${publishedVersion}; a correction, clarification or editorsNote may stand without a new text`;
}

/** Whether readers see this very content now. */
async function isLiveAlready(db: Db, story: OpenedStory, going: StoryVersion): Promise<boolean> {
  const { publication, publishedVersion, copyVersion, copyDiffers } = story.row;
  if (publication !== 'live') return false;
  if (going.version === publishedVersion) return true;
  if (going.version === copyVersion) return !copyDiffers;
  const live = await versionOf(db, story, publishedVersion!);
  return isSameToReaders(going.content, live.content);
}
