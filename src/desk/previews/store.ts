import { and, eq, inArray, max } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { previews, type PreviewRow } from './table.ts';

/** Events that remove a story; they end all its preview links for good. */
const removals = [
  'article.deleted',
  'article.unpublished',
  'article.withdrawn',
  'article.killed',
  'article.expired',
  'article.consolidated',
];

const newestFirst = { columns: [previews.createdAt, previews.id], descending: true };

/** One page of a story's links, the newest first. */
export async function listPreviews(db: Db, articleId: string, asked: PageAsked): Promise<Page<PreviewRow>> {
  return readPage(db, asked, {
    list: { sort: '-createdAt', filters: { articleId } },
    order: newestFirst,
    keyOf: ({ createdAt, id }) => [createdAt, id],
    where: eq(previews.articleId, articleId),
    select: () => db.select().from(previews),
  });
}

/** One link of a story. */
export async function findPreview(db: Db, articleId: string, id: string): Promise<PreviewRow | undefined> {
  const [row] = await db
    .select()
    .from(previews)
    .where(and(eq(previews.id, id), eq(previews.articleId, articleId)));
  return row;
}

/** The sequence number of the last removal of the story; 0 when there was none. */
export async function findLastRemoval(db: Db, articleId: string): Promise<number> {
  const [row] = await db
    .select({ seq: max(events.seq) })
    .from(events)
    .where(and(eq(events.subject, articleId), inArray(events.action, removals)));
  return row?.seq ?? 0;
}

/** Why a link is not valid at that time; undefined when it is. */
export function endOf(
  { revokedAt, expiresAt, sinceEvent }: PreviewRow,
  lastRemoval: number,
  now: number,
): 'revoked' | 'storyGone' | 'expired' | undefined {
  if (revokedAt !== null) return 'revoked';
  if (lastRemoval > sinceEvent) return 'storyGone';
  return now < expiresAt ? undefined : 'expired';
}
