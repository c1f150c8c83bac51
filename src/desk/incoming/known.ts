import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { actors } from '../../access/table.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { events } from '../../foundation/events/table.ts';
import type { ExternalId } from '../stories/external-id.ts';
import { incoming } from '../stories/incoming-table.ts';
import { loadStory, type OpenedStory } from '../stories/story.ts';
import { articleVersions, externalIds } from '../stories/table.ts';

/** A story with the external id of what arrives, and the version of the source that was applied last. */
export type KnownStory = { story: OpenedStory; sourceVersion: number | null; sends: boolean };

/** Opens the story with an external id, if there is one. */
export async function loadByExternalId(db: Db, name: ExternalId): Promise<KnownStory | undefined> {
  const [row] = await db.select().from(externalIds).where(isThat(name));
  if (!row) return undefined;
  const { articleId, sourceVersion, sends } = row;
  return { story: await loadStory(db, articleId), sourceVersion, sends };
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
  const [editor] = await lastEditor(db, { id: row.id, actor }, keepsOwnEdits);
  return editor;
}

/**
 * The last version that a person saved: not what a source sent with any key, and none before what was sent, before the
 * story followed its source again, or, with `keepsOwnEdits` false, before what the sending actor saved.
 */
const lastEditor = prepared((db, keepsOwnEdits: boolean) => {
  const { articleId, version } = articleVersions;
  const followed = db
    .select({ version: sql`coalesce(max(${events.toVersion}), 0)` })
    .from(events)
    .where(
      and(
        eq(events.subject, sql.placeholder('id')),
        sql`(${events.action} = 'article.followed' OR (${events.action} IN ('article.created', 'article.saved') AND ${events.data} ->> 'externalId' IS NOT NULL))`,
      ),
    );
  const sent = alias(articleVersions, 'sent');
  const own = db
    .select({ version: sql`coalesce(max(${sent.version}), 0)` })
    .from(sent)
    .where(and(eq(sent.articleId, sql.placeholder('id')), eq(sent.actor, sql.placeholder('actor'))));
  return db
    .select({ name: actors.name })
    .from(articleVersions)
    .innerJoin(actors, eq(actors.id, articleVersions.actor))
    .where(
      and(
        eq(articleId, sql.placeholder('id')),
        sql`${version} > (${followed})`,
        keepsOwnEdits ? undefined : sql`${version} > (${own})`,
        sql`${actors.kind} = 'person'`,
      ),
    )
    .orderBy(desc(version))
    .limit(1);
});

function isThat({ scheme, value }: ExternalId) {
  return and(eq(externalIds.scheme, scheme), eq(externalIds.value, value));
}
