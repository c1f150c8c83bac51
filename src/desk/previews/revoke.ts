import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { findPreview } from './store.ts';
import { previews } from './table.ts';

/** Revokes a link permanently; again changes nothing. Throws `not-found`. */
export async function revokePreview(work: Work, articleId: string, id: string): Promise<void> {
  const { tx, now } = work;
  const row = await findPreview(tx, articleId, id);
  if (!row) throw notFound('preview');
  if (row.revokedAt !== null) return;
  await tx.update(previews).set({ revokedAt: now }).where(eq(previews.id, id));
  await record(work, { action: 'article.previewRevoked', subject: articleId, data: { preview: id } });
}
