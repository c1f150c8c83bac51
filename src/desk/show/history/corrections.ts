import { eq } from 'drizzle-orm';
import { toTimestamp, toTimestampIfSet } from '../../../foundation/clock.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import type { Page } from '../../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../../foundation/page/read.ts';
import { corrections } from '../../../edition/corrections/table.ts';
import type { DeskCorrection } from './correction-schema.ts';

const newestFirst = { columns: [corrections.at, corrections.id], descending: true };

/** One page of a story's corrections, the newest first. */
export async function listCorrections(
  db: Db,
  articleId: string,
  asked: PageAsked,
): Promise<Page<DeskCorrection>> {
  const { data, page } = await readPage(db, asked, {
    list: { sort: '-at', filters: { story: articleId } },
    order: newestFirst,
    keyOf: ({ at, id }) => [at, id],
    where: eq(corrections.articleId, articleId),
    select: () => db.select().from(corrections),
  });
  return {
    data: data.map(({ articleId: _, at, amendedAt, publicUntil, ...said }) =>
      omitAbsent({
        ...said,
        at: toTimestamp(at),
        amendedAt: toTimestampIfSet(amendedAt),
        publicUntil: toTimestampIfSet(publicUntil),
      }),
    ),
    page,
  };
}
