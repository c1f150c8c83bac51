import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import { conflict, ruleUnmet } from '../../foundation/problem.ts';
import type { ExternalId } from '../stories/external-id.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { createArticle } from './create.ts';
import { moveEmbargo } from '../release/embargo.ts';
import { saveCopy } from './save.ts';
import { mostExternalIds, type ArticleIn } from '../stories/schema.ts';
import { loadStory, type OpenedStory } from '../stories/story.ts';
import { articleVersions, externalIds } from '../stories/table.ts';

type Sent = { name: ExternalId; input: ArticleIn; sourceVersion?: number | undefined };
type Options = {
  defaultLocale: string;
  caller?: Caller | undefined;
  /** Whether manual edits by the sending actor are protected, too. */
  keepsOwnEdits?: boolean;
};
type Saving = { caller?: Caller | undefined; said: Record<string, string | number>; keepsOwnEdits: boolean };

/** A story that its source sent before, with the version of the source. */
export type KnownStory = { story: OpenedStory; sourceVersion: number | null };

/** Opens the story with an external id, if there is one. */
export async function loadByExternalId(db: Db, name: ExternalId): Promise<KnownStory | undefined> {
  const [row] = await db.select().from(externalIds).where(isThat(name));
  return row && { story: await loadStory(db, row.articleId), sourceVersion: row.sourceVersion };
}

/**
 * Creates the story with an external id, or saves a new version of it; never publishes. Throws `conflict` when the
 * source sends an older version than before, and when the edits of a person would be overwritten.
 */
export async function upsertArticle(
  work: Work,
  known: KnownStory | undefined,
  { name, input, sourceVersion }: Sent,
  { defaultLocale, caller, keepsOwnEdits = false }: Options,
): Promise<OpenedStory> {
  const { tx } = work;
  if (known) await requireAllowed(work, 'edit', known.story, { caller });
  refuseOlder(known?.sourceVersion ?? null, sourceVersion);
  const said = {
    externalId: `${name.scheme}:${name.value}`,
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
  };
  const after = known
    ? await saveSent(work, known.story, { name, input }, { caller, said, keepsOwnEdits })
    : await createArticle(work, withName(input, name), { defaultLocale, caller, origin: { data: said } });
  if (sourceVersion !== undefined) await tx.update(externalIds).set({ sourceVersion }).where(isThat(name));
  return after;
}

async function saveSent(
  work: Work,
  story: OpenedStory,
  { name, input }: Sent,
  { caller, said, keepsOwnEdits }: Saving,
): Promise<OpenedStory> {
  // External ids of other sources stay, unless this source sends its own list.
  const { externalIds: present } = story.content;
  const whole = withName({ externalIds: present, ...input }, name);
  const after = await saveCopy(work, story, whole, { caller, sent: said });
  if (after.row !== story.row) await refuseOverPerson(work, story.row.id, keepsOwnEdits);
  return input.embargoUntil === undefined ? after : moveEmbargo(work, after, input.embargoUntil);
}

function refuseOlder(before: number | null, sent: number | undefined): void {
  if (before === null || sent === undefined || sent >= before) return;
  throw conflict('The source sent a newer version of this story before.', { sourceVersion: before });
}

// Thrown after saving, since only then it is known whether anything changes; the transaction is rolled back.
async function refuseOverPerson({ tx, actor }: Work, id: string, keepsOwnEdits: boolean): Promise<void> {
  const { version, at } = articleVersions;
  const saved = await tx
    .select({ version, at, actor: actors.id, name: actors.name, kind: actors.kind })
    .from(articleVersions)
    .innerJoin(actors, eq(actors.id, articleVersions.actor))
    .where(eq(articleVersions.articleId, id))
    .orderBy(desc(version));
  // The first is the version just saved.
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

/** The versions of a story that a source sent, with any key. */
async function findSent(db: Db, id: string): Promise<Set<number | null>> {
  const rows = await db
    .select({ version: events.toVersion, data: events.data })
    .from(events)
    .where(and(eq(events.subject, id), inArray(events.action, ['article.created', 'article.saved'])));
  return new Set(rows.filter(({ data }) => data?.['externalId'] !== undefined).map(({ version }) => version));
}

/** Adds the external id to the input. Throws `rule-unmet` when there are too many then. */
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
