import { and, eq, max } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { events } from '../../foundation/events/table.ts';
import { newId } from '../../foundation/ids.ts';
import { conflict, ruleUnmet } from '../../foundation/problem.ts';
import { refusalOf } from '../actions/actions.ts';
import { articleVersions, type ArticleRow } from '../stories/table.ts';
import { previews, type PreviewRow } from './table.ts';
import { hashToken, makeToken } from './token.ts';

const dayMs = 24 * 60 * 60_000;

/** The default and the longest lifetime of a preview link. */
export const previewLifetimes = { usualMs: 7 * dayMs, mostMs: 30 * dayMs };

type Order = { id?: string; version?: number | undefined; expiresAt?: number | undefined };

/**
 * Creates a preview link to one version of a story, by default the newest, valid until `expiresAt` (UTC milliseconds).
 * Gives its row and the token, which is available only now. Throws `rule-unmet` for an unknown version or a wrong
 * expiry, `conflict` for a deleted or killed story.
 */
export async function createPreview(
  work: Work,
  story: ArticleRow,
  {
    id = newId('preview'),
    version = story.copyVersion,
    expiresAt = work.now + previewLifetimes.usualMs,
  }: Order = {},
  token = makeToken(),
): Promise<{ row: PreviewRow; token: string }> {
  const { tx, now, actor } = work;
  const refusal = refusalOf('edit', story, now);
  if (refusal !== undefined || story.publication === 'killed')
    throw conflict(refusal ?? 'This story was killed: nobody is shown it any more.');
  const faults = [
    ...(await faultsOfVersion(work, story.id, version)),
    ...(expiresAt > now && expiresAt <= now + previewLifetimes.mostMs
      ? []
      : [{ pointer: '/expiresAt', detail: 'expiresAt must lie in the future, at most 30 days from now' }]),
  ];
  if (faults.length > 0) throw ruleUnmet(faults);
  const [last] = await tx.select({ seq: max(events.seq) }).from(events);
  const row: PreviewRow = {
    id,
    articleId: story.id,
    version,
    sha256: hashToken(token),
    sinceEvent: last?.seq ?? 0,
    createdAt: now,
    createdBy: actor.id,
    expiresAt,
    revokedAt: null,
  };
  await tx.insert(previews).values(row);
  await record(work, {
    action: 'article.previewed',
    subject: story.id,
    toVersion: version,
    data: { preview: row.id, expiresAt: toTimestamp(expiresAt) },
  });
  return { row, token };
}

async function faultsOfVersion({ tx }: Work, articleId: string, version: number) {
  const [found] = await tx
    .select({ version: articleVersions.version })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, version)));
  return found ? [] : [{ pointer: '/version', detail: `version ${version} is none of this story` }];
}
