import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import { conflict, ruleUnmet } from '../../foundation/problem.ts';
import { createArticle } from './create.ts';
import { moveEmbargo } from '../release/embargo.ts';
import { saveCopy } from './save.ts';
import { mostExternalIds, type ArticleIn } from '../stories/schema.ts';
import { getArticle, getContent } from '../stories/store.ts';
import { articleVersions, externalIds } from '../stories/table.ts';

type ExternalId = { scheme: string; value: string };
type Sent = { input: ArticleIn; sourceVersion?: number | undefined };
type Options = {
  defaultLocale: string;
  caller?: Caller | undefined;
  /** Whether what whoever sends it has edited by hand counts as a person's words, too. */
  keepsOwnEdits?: boolean;
};

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
  { defaultLocale, caller, keepsOwnEdits = false }: Options,
): Promise<{ id: string; isNew: boolean }> {
  const { tx } = work;
  const before = await findByExternalId(tx, name);
  refuseOlder(before?.sourceVersion ?? null, sourceVersion);
  const said = {
    externalId: `${name.scheme}:${name.value}`,
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
  };
  const id =
    before?.articleId ??
    (await createArticle(work, withName(input, name), { defaultLocale, caller, origin: { data: said } }));
  if (before) {
    const { copyVersion } = await getArticle(tx, id);
    // Another source may know the story by another id: it stays unless this one says otherwise.
    const { externalIds: present } = await getContent(tx, id, copyVersion);
    const version = await saveCopy(work, id, withName({ externalIds: present, ...input }, name), {
      caller,
      sent: said,
    });
    if (version !== copyVersion) await refuseOverPerson(work, id, keepsOwnEdits);
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
async function refuseOverPerson({ tx, actor }: Work, id: string, keepsOwnEdits: boolean): Promise<void> {
  const { version, at } = articleVersions;
  const saved = await tx
    .select({ version, at, actor: actors.id, name: actors.name, kind: actors.kind })
    .from(articleVersions)
    .innerJoin(actors, eq(actors.id, articleVersions.actor))
    .where(eq(articleVersions.articleId, id))
    .orderBy(desc(version));
  // The first is the version that was saved just now.
  const others = saved.slice(1);
  const sent = await findSent(tx, id);
  const lastSent = others.findIndex(
    (one) => sent.has(one.version) || (!keepsOwnEdits && one.actor === actor.id),
  );
  const person = others.slice(0, lastSent < 0 ? undefined : lastSent).find(({ kind }) => kind === 'person');
  if (!person) return;
  throw conflict(`${person.name} has edited this story since; bring the change to it by PATCH.`, {
    current: {
      version: person.version,
      at: toTimestamp(person.at),
      by: { id: person.actor, name: person.name },
    },
  });
}

/** The versions of a story that a source sent, whoever's key it came with. */
async function findSent(db: Db, id: string): Promise<Set<number | null>> {
  const rows = await db
    .select({ version: events.toVersion, data: events.data })
    .from(events)
    .where(and(eq(events.subject, id), inArray(events.action, ['article.created', 'article.saved'])));
  return new Set(rows.filter(({ data }) => data?.['externalId'] !== undefined).map(({ version }) => version));
}

/** The story with that external id among its own. Throws `rule-unmet` when there are too many then. */
function withName(input: ArticleIn, name: ExternalId): ArticleIn {
  const others = (input.externalIds ?? []).filter(
    ({ scheme, value }) => scheme !== name.scheme || value !== name.value,
  );
  if (others.length >= mostExternalIds) {
    const detail = `externalIds may hold ${mostExternalIds - 1} others beside the one in the address`;
    throw ruleUnmet([{ pointer: '/externalIds', detail }]);
  }
  return { ...input, externalIds: [name, ...others] };
}

function isThat({ scheme, value }: ExternalId) {
  return and(eq(externalIds.scheme, scheme), eq(externalIds.value, value));
}
