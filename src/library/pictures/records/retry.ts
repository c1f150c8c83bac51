import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { conflict } from '../../../foundation/problem.ts';
import { media } from '../../tables/pictures.ts';
import { getChangeableMedia } from '../rows/killed.ts';

/** Lets the renditions of a picture that failed be made again. Throws `not-found` and `conflict`. */
export async function retryMedia(work: Work, id: string): Promise<void> {
  const before = await getChangeableMedia(work.tx, id);
  if (before.renditionsState !== 'failed')
    throw conflict(`The renditions of this picture have not failed: they are ${before.renditionsState}.`);
  await work.tx
    .update(media)
    .set({
      renditionsState: 'processing',
      renditionsFault: null,
      revision: before.revision + 1,
    })
    .where(eq(media.id, id));
  await record(work, { action: 'media.retried', subject: id });
}
