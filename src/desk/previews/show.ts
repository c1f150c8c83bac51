import { and, eq } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import { loadEmbedded, type Embedded } from '../../edition/show/embedded.ts';
import { presentArticle } from '../../edition/show/present.ts';
import type { Article, BodyForm } from '../../edition/show/schema.ts';
import { rowOf } from '../../edition/publication/put.ts';
import type { LiveRow } from '../../edition/articles/table.ts';
import type { Site } from '../../library/site.ts';
import { getArticle, getContent } from '../stories/store.ts';
import { articleVersions, type ArticleRow } from '../stories/table.ts';
import { endOf, findLastRemoval } from './store.ts';
import { previews } from './table.ts';
import { hashToken } from './token.ts';

type Showing = { site: Site; body: BodyForm; now: number };
type Opened = { row: LiveRow; embedded: Embedded };

/** The version of a preview as the public would read it. Its pictures have URLs below the link. */
export async function showPreview(db: Db, token: string, { site, body, now }: Showing): Promise<Article> {
  const { row, embedded } = await openPreview(db, token, now);
  return presentArticle(row, embedded, { ...site, mediaUrl: `${previewAddress(site, token)}/media` }, body);
}

/** The address of a link. */
export function previewAddress({ publicUrl }: Site, token: string): string {
  return `${publicUrl}/v1/previews/${token}`;
}

/**
 * The version of a preview link with what it embeds. Throws the same `not-found` for a link that is malformed, unknown,
 * revoked or expired, and when the story was removed since.
 */
export async function openPreview(db: Db, token: string, now: number): Promise<Opened> {
  const [preview] = await db
    .select()
    .from(previews)
    .where(eq(previews.sha256, hashToken(token)));
  if (!preview) throw notFound('preview');
  const { articleId, version } = preview;
  const story = await getArticle(db, articleId);
  const isGone = story.deletedAt !== null || story.publication === 'killed';
  if (isGone || endOf(preview, await findLastRemoval(db, articleId), now)) throw notFound('preview');
  const row = await asIfLive(db, story, version, now);
  return { row, embedded: await loadEmbedded(db, [row], { whole: true }) };
}

/** A version as it would be if it were live; without a publication it has the time when it was saved. */
async function asIfLive(db: Db, story: ArticleRow, version: number, now: number): Promise<LiveRow> {
  const content = await getContent(db, story.id, version);
  const [saved] = await db
    .select({ at: articleVersions.at })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, story.id), eq(articleVersions.version, version)));
  const publishedAt = story.publishedAt ?? saved!.at;
  const updatedAt = Math.max(publishedAt, story.publicUpdatedAt ?? 0, saved!.at);
  const publication = { id: story.id, version, content, publishedAt, updatedAt };
  return { seq: 0, ...rowOf(publication, now), changedAt: updatedAt };
}
