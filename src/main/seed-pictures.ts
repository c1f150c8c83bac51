import type { SeedPicture } from '../../seeds/seed.ts';
import type { Work } from '../foundation/database/database.ts';
import { createMedia, type MediaFile } from '../library/pictures/records/create.ts';
import { CaptionsIn, MediaIn } from '../library/pictures/records/input.ts';
import {
  finishRenditions,
  saveRenditions,
  type RenditionRow,
} from '../library/pictures/renditions/rendition-store.ts';
import { getChangeableMedia } from '../library/pictures/rows/killed.ts';
import { takeDownMedia } from '../library/pictures/takedown/take-down.ts';

/** The manifest of one seed picture, written by `seeds/placeholders.ts`: its original and renditions. */
export type SeedFiles = {
  original: MediaFile;
  hash: string;
  renditions: Omit<RenditionRow, 'mediaId' | 'hash'>[];
};

/** Creates a picture of the seed whose files are stored, and does what was done to it. */
export async function playPicture(
  work: Work,
  { id, fields, captions, then }: SeedPicture,
  { original, hash, renditions }: SeedFiles,
  defaultLocale: string,
): Promise<void> {
  const said = { ...MediaIn.parse(fields), captions: CaptionsIn.parse(captions) };
  await createMedia(work, original, said, { locale: defaultLocale, id });
  await saveRenditions(
    work.tx,
    renditions.map((row) => ({ ...row, mediaId: id, hash })),
  );
  if (!then) return;
  if ('fail' in then) {
    await finishRenditions(work.tx, await getChangeableMedia(work.tx, id), { hash, fault: then.fail });
  } else {
    await takeDownMedia(work, id, { state: 'withdrawn', ...then.withdraw }, async () => false);
  }
}
