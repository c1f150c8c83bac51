import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findMissingApproval } from '../stories/approval.ts';
import { findSections, type DeskEmbedded } from '../stories/embedded.ts';
import { pictureUsesIn, type PictureUse } from '../stories/named.ts';
import { findNamedLive } from '../stories/references.ts';
import type { StoryVersion } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

/** A use of a picture in the story, with the picture if it still exists. */
export type PlacedPicture = PictureUse & { item: MediaItem | undefined };

/** A scheduled version, its time (UTC milliseconds), and what stands in its way. */
export type WaitsInVain = { version: number; at: number; detail: string };

/** The state of the story, as far as it is known. */
export type StoryStatus = {
  /** The first publication, if there was one (UTC milliseconds). */
  publishedAt?: number | undefined;
  /** The time of publication to check for (UTC milliseconds); absent when time does not matter. */
  now?: number | undefined;
  /** Why publishing is not allowed now. */
  refusal?: string | undefined;
  /** The present embargo: of the story, or of its original. */
  embargoUntil?: number | undefined;
  /** What was done to a story that it was made from or translates, where that was taken back or is held back. */
  heldOrigin?: string | undefined;
  /** The fields of the live text that were mended while the version waited, and that it has otherwise. */
  mendsMissing?: string[] | undefined;
  /** What stands in the way of the version that waits for its time. */
  waitsInVain?: WaitsInVain[] | undefined;
  /** What publishing would refuse in the request. */
  requestFaults?: Fault[] | undefined;
  /** Further sections that the story leaves with this version: those of the newest, where it is an older one. */
  movedFrom?: string[] | undefined;
};

/** The input of the rules. */
export type PreflightInput = Omit<StoryStatus, 'movedFrom'> & {
  content: ArticleContent;
  /** The number of the version. */
  version: number;
  /** The records and stories that it refers to. */
  embedded: DeskEmbedded;
  /** The hidden records that readers of its live version miss already. */
  hiddenLive: Set<string>;
  pictures: PlacedPicture[];
  /** What the live version names, where a picture was taken down. */
  shownLive: ReadonlySet<string>;
  /** The section that requires an approval which the version does not have. */
  missingApproval: SectionRow | undefined;
  /** Whether that is one that the story was moved out of. */
  isMovedOut: boolean;
  /** What its sources cancelled or withhold. */
  source: ArticleRow['source'];
  /** Whether another story has its slug. */
  isSlugTaken: boolean;
};

/** Loads the input of the rules. */
export async function loadPreflightInput(
  db: Db,
  story: StoryVersion,
  status: StoryStatus,
): Promise<PreflightInput> {
  const { row, version, content } = story;
  const { movedFrom = [], ...known } = status;
  const [embedded, isSlugTaken] = await Promise.all([story.embedded(), story.isSlugTaken()]);
  const pictures = pictureUsesIn(content, content.body).map((placed) => ({
    ...placed,
    item: embedded.pictures.get(placed.use.media),
  }));
  const takenDown = pictures.flatMap(({ item }) => (item && item.takenDown !== null ? item.id : []));
  const left = [...(content.leftSections ?? []), ...movedFrom].filter((id) => id !== content.section);
  const others = left.length > 0 ? await findSections(db, left) : new Map<string, SectionRow>();
  const approving = { id: row.id, version };
  const asking = await findMissingApproval(db, { ...approving, sections: [...embedded.sections.values()] });
  const askingBefore =
    asking ?? (await findMissingApproval(db, { ...approving, sections: [...others.values()] }));
  return {
    ...known,
    content,
    version,
    embedded,
    hiddenLive: await findHiddenLive(db, row, embedded),
    missingApproval: askingBefore,
    isMovedOut: askingBefore !== asking,
    source: row.source,
    pictures,
    shownLive: takenDown.length === 0 ? new Set() : await findNamedLive(db, row.id),
    isSlugTaken,
  };
}

/** The hidden ones among the records of a version that the story's live version names, too. */
async function findHiddenLive(
  db: Db,
  { id, publication }: ArticleRow,
  { agencies, bylines, sections, topics }: DeskEmbedded,
): Promise<Set<string>> {
  const records = [...agencies.values(), ...bylines.values(), ...sections.values(), ...topics.values()];
  const hidden = records.filter((record) => record.hidden).map((record) => record.id);
  if (hidden.length === 0 || publication !== 'live') return new Set();
  return new Set(hidden).intersection(await findNamedLive(db, id));
}
