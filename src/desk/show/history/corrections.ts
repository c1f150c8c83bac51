import { and, eq } from 'drizzle-orm';
import { toTimestamp } from '../../../foundation/clock.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { decodeCursor } from '../../../foundation/page/cursor.ts';
import { after, inOrder } from '../../../foundation/page/keyset.ts';
import { pageOf, type Page } from '../../../foundation/page/page.ts';
import { corrections } from '../../../edition/corrections/table.ts';
import type { DeskCorrection } from './correction-schema.ts';

const newestFirst = { columns: [corrections.at, corrections.id], descending: true };

/** One page of a story's corrections, the newest first. */
export async function listCorrections(
  db: Db,
  articleId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<DeskCorrection>> {
  const list = { sort: '-at', filters: { story: articleId } };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, newestFirst.columns);
  const rows = await db
    .select()
    .from(corrections)
    .where(and(eq(corrections.articleId, articleId), after(newestFirst, key)))
    .orderBy(...inOrder(newestFirst))
    .limit(limit + 1);
  const { data, page } = pageOf(rows, limit, list, ({ at, id }) => [at, id]);
  return {
    data: data.map(({ articleId: _, at, amendedAt, publicUntil, ...said }) =>
      omitAbsent({
        ...said,
        at: toTimestamp(at),
        amendedAt: moment(amendedAt),
        publicUntil: moment(publicUntil),
      }),
    ),
    page,
  };
}

function moment(at: number | null): string | undefined {
  return at === null ? undefined : toTimestamp(at);
}
