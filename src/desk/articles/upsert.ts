import { and, eq } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { createArticle } from './create.ts';
import { moveEmbargo } from './embargo.ts';
import { saveCopy } from './save.ts';
import type { ArticleIn } from './schema.ts';
import { getArticle } from './store.ts';
import { articleVersions, externalIds } from './table.ts';

type ExternalId = { scheme: string; value: string };
type Sent = { input: ArticleIn; sourceVersion?: number | undefined };

/** What an external id names, and how far its source had come. */
export async function findByExternalId(db: Db, { scheme, value }: ExternalId) {
  const [row] = await db.select().from(externalIds).where(isThat({ scheme, value }));
  return row;
}

/**
 * Creates the story with an external id, or saves it anew with what was sent; never publishes. Throws `conflict` when
 * the source sends an older version than before, and when it would undo what another person saved since.
 */
export async function upsertArticle(
  work: Work,
  name: ExternalId,
  { input, sourceVersion }: Sent,
  { defaultLocale }: { defaultLocale: string },
): Promise<{ id: string; isNew: boolean }> {
  const { tx } = work;
  const named = { ...input, externalIds: withName(input.externalIds ?? [], name) };
  const before = await findByExternalId(tx, name);
  refuseOlder(before?.sourceVersion ?? null, sourceVersion);
  const id = before?.articleId ?? (await createArticle(work, named, { defaultLocale }));
  if (before) {
    const { copyVersion } = await getArticle(tx, id);
    const version = await saveCopy(work, id, named);
    if (version !== copyVersion) await refuseOverPerson(work, id, copyVersion);
    if (input.embargoUntil !== undefined) await moveEmbargo(work, id, input.embargoUntil);
  }
  if (sourceVersion !== undefined) await tx.update(externalIds).set({ sourceVersion }).where(isThat(name));
  return { id, isNew: !before };
}

function refuseOlder(before: number | null, sent: number | undefined): void {
  if (before === null || sent === undefined || sent >= before) return;
  throw conflict('The source sent a newer version of this story before.', { sourceVersion: before });
}

// Thrown after saving, which the transaction takes back: whether anything would change is known only then.
async function refuseOverPerson({ tx, actor }: Work, id: string, version: number): Promise<void> {
  const [saved] = await tx
    .select({ actor: actors.id, name: actors.name, kind: actors.kind, at: articleVersions.at })
    .from(articleVersions)
    .innerJoin(actors, eq(actors.id, articleVersions.actor))
    .where(and(eq(articleVersions.articleId, id), eq(articleVersions.version, version)));
  if (saved?.kind !== 'person' || saved.actor === actor.id) return;
  throw conflict(`${saved.name} has edited this story since; bring the change to it by PATCH.`, {
    current: { version, at: toTimestamp(saved.at), by: { id: saved.actor, name: saved.name } },
  });
}

function withName(ids: ExternalId[], name: ExternalId): ExternalId[] {
  const others = ids.filter(({ scheme, value }) => scheme !== name.scheme || value !== name.value);
  return [name, ...others];
}

function isThat({ scheme, value }: ExternalId) {
  return and(eq(externalIds.scheme, scheme), eq(externalIds.value, value));
}
