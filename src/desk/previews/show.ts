import { and, eq } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { notFound } from '../../foundation/problem.ts';
import type { Asked } from '../../edition/show/asked.ts';
import { loadEmbedded, type Embedded } from '../../edition/show/embedded.ts';
import { presentArticle } from '../../edition/show/present.ts';
import type { BodyForm } from '../../edition/show/schema.ts';
import { rowOf } from '../../edition/publication/put.ts';
import type { LiveRow } from '../../edition/articles/table.ts';
import type { Site } from '../../library/site.ts';
import { getArticle, getContent } from '../stories/store.ts';
import { articleVersions, type ArticleRow } from '../stories/table.ts';
import type { PreviewedArticle } from './schema.ts';
import { endOf, findLastRemoval } from './store.ts';
import { previews } from './table.ts';
import { hashToken } from './token.ts';

type Showing = { site: Site; body: BodyForm; asked: Asked; now: number };
/** A version as if it were live, and when it was saved (UTC milliseconds). */
type Opened = { row: LiveRow; embedded: Embedded; story: ArticleRow; savedAt: number };

/** The version of a preview as the public would read it. Its pictures have URLs below the link. */
export async function showPreview(
  db: Db,
  token: string,
  { site, body, asked, now }: Showing,
): Promise<PreviewedArticle> {
  const { row, embedded, story, savedAt } = await openPreview(db, token, now, asked);
  const mediaUrl = `${site.publicUrl}/v1/previews/${token}/media`;
  const {
    publishedAt: _,
    updatedAt: __,
    ...shown
  } = presentArticle(row, embedded, { ...site, mediaUrl }, body);
  const { publishedAt, publicUpdatedAt } = story;
  return omitAbsent({
    ...shown,
    publishedAt: toTimestampIfSet(publishedAt),
    updatedAt: toTimestampIfSet(publicUpdatedAt),
    preview: { savedAt: toTimestamp(savedAt) },
  });
}

/** The address of a link: the page of the preview on the site, or the preview in this API. */
export function previewAddress({ previewUrl }: Site, token: string): string {
  return previewUrl.replaceAll('{token}', token);
}

/**
 * The version of a preview link with what it embeds. Throws the same `not-found` for a link that is malformed, unknown,
 * revoked or expired, and when the story was removed since.
 */
export async function openPreview(db: Db, token: string, now: number, asked: Asked): Promise<Opened> {
  const [preview] = await db
    .select()
    .from(previews)
    .where(eq(previews.sha256, hashToken(token)));
  if (!preview) throw notFound('preview');
  const { articleId, version } = preview;
  const story = await getArticle(db, articleId);
  const isGone = story.deletedAt !== null || story.publication === 'killed';
  if (isGone || endOf(preview, await findLastRemoval(db, articleId), now)) throw notFound('preview');
  const { row, savedAt } = await asIfLive(db, story, version, now);
  return {
    row,
    embedded: await loadEmbedded(db, [row], { areLive: false, whole: true, asked }),
    story,
    savedAt,
  };
}

/** A version as it would be if it were live; the times of its row stand in for a publication, and are not shown. */
async function asIfLive(
  db: Db,
  story: ArticleRow,
  version: number,
  now: number,
): Promise<{ row: LiveRow; savedAt: number }> {
  const content = await getContent(db, story.id, version);
  const [saved] = await db
    .select({ at: articleVersions.at })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, story.id), eq(articleVersions.version, version)));
  const publishedAt = story.publishedAt ?? saved!.at;
  const updatedAt = Math.max(publishedAt, story.publicUpdatedAt ?? 0, saved!.at);
  const { expiresAt } = story;
  const publication = { id: story.id, version, content, publishedAt, updatedAt, expiresAt };
  return { row: { seq: 0, ...rowOf(publication, now), changedAt: updatedAt }, savedAt: saved!.at };
}
