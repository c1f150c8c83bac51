import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import type { ExternalId } from '../stories/external-id.ts';
import { incoming } from '../stories/incoming-table.ts';
import { loadStory, type OpenedStory } from '../stories/story.ts';
import { articleVersions, externalIds } from '../stories/table.ts';

/** A story that its source sent before, with the version of the source that was applied last. */
export type KnownStory = { story: OpenedStory; sourceVersion: number | null };

/** Opens the story with an external id, if there is one. */
export async function loadByExternalId(db: Db, name: ExternalId): Promise<KnownStory | undefined> {
  const [row] = await db.select().from(externalIds).where(isThat(name));
  return row && { story: await loadStory(db, row.articleId), sourceVersion: row.sourceVersion };
}

/** Opens the story that the last version under an external id was for, also if it has that id no more. */
export async function loadFormer(db: Db, { scheme, value }: ExternalId): Promise<OpenedStory | undefined> {
  const { articleId, id } = incoming;
  const [row] = await db
    .select({ articleId })
    .from(incoming)
    .where(and(eq(incoming.scheme, scheme), eq(incoming.value, value), isNotNull(articleId)))
    .orderBy(desc(id))
    .limit(1);
  return row && loadStory(db, row.articleId!);
}

/** The ids under which sources send this story. */
export async function findSendingNames(db: Db, articleId: string): Promise<ExternalId[]> {
  return db
    .select({ scheme: externalIds.scheme, value: externalIds.value })
    .from(externalIds)
    .where(and(eq(externalIds.articleId, articleId), eq(externalIds.sends, true)));
}

/** Notes that a source sends the story under this id, and which of its versions was applied last. */
export async function noteSending(
  tx: Tx,
  name: ExternalId,
  sourceVersion: number | undefined,
): Promise<void> {
  const last = sourceVersion === undefined ? {} : { sourceVersion };
  await tx
    .update(externalIds)
    .set({ sends: true, ...last })
    .where(isThat(name));
}

/** Notes that no source sends the story under this id any more. */
export async function noteNotSending(tx: Tx, name: ExternalId): Promise<void> {
  await tx.update(externalIds).set({ sends: false }).where(isThat(name));
}

/** Whoever edited the story by hand after what its source sent last, or after it was told to follow its source again. */
export async function findEditor(
  db: Db,
  { row }: OpenedStory,
  { actor, keepsOwnEdits }: { actor: string; keepsOwnEdits: boolean },
): Promise<{ name: string } | undefined> {
  const { version } = articleVersions;
  const saved = await db
    .select({ version, actor: actors.id, name: actors.name, kind: actors.kind })
    .from(articleVersions)
    .innerJoin(actors, eq(actors.id, articleVersions.actor))
    .where(eq(articleVersions.articleId, row.id))
    .orderBy(desc(version));
  const followed = await findFollowed(db, row.id);
  const last = saved.findIndex((one) => followed.has(one.version) || (!keepsOwnEdits && one.actor === actor));
  return saved.slice(0, last < 0 ? undefined : last).find(({ kind }) => kind === 'person');
}

/** The versions that a source sent, with any key, and those after which the story followed its source again. */
async function findFollowed(db: Db, id: string): Promise<Set<number | null>> {
  const rows = await db
    .select({ version: events.toVersion, action: events.action, data: events.data })
    .from(events)
    .where(and(eq(events.subject, id), inArray(events.action, [...saving, 'article.followed'])));
  const those = rows.filter(
    ({ action, data }) => action === 'article.followed' || data?.['externalId'] !== undefined,
  );
  return new Set(those.map(({ version }) => version));
}

const saving = ['article.created', 'article.saved'];

function isThat({ scheme, value }: ExternalId) {
  return and(eq(externalIds.scheme, scheme), eq(externalIds.value, value));
}
