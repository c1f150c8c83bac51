import { eq } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { idOfUrn } from '../../foundation/ids.ts';
import { conflict, type Problem } from '../../foundation/problem.ts';
import type { Note } from '../../library/notes.ts';
import { receiveCancellation } from '../incoming/cancel.ts';
import { loadByExternalId, type KnownStory } from '../incoming/known.ts';
import { outsideSaid } from '../incoming/outside.ts';
import { receiveVersion } from '../incoming/receive.ts';
import { fingerprintOf, type Sent } from '../incoming/sent.ts';
import { findStanding, refusalOfLate } from '../incoming/standing.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import { articles, type ArticleRow } from '../stories/table.ts';
import { noteTo } from './notes.ts';
import { resolveNames } from './resolve-names.ts';
import type { IncomingStory } from './formats/incoming.ts';
import { findRecordCalled, type RecordCreation } from './records.ts';

export type Imported = {
  outcome: 'created' | 'updated' | 'unchanged' | 'waiting' | 'cancelled' | 'superseded' | 'refused';
  /** The story, if it is here. */
  article?: string;
  version?: number;
  /** The record of what was sent. */
  incoming: string;
  /** Of what came before and was applied then: the version of the story that it became. */
  repeats?: number;
  notes: Note[];
  /** Why it is refused, though it is on record. */
  refusal?: Problem;
};

type Options = RecordCreation & {
  defaultLocale: string;
  caller?: Caller | undefined;
  /** Where the newer version of the story is that came in the same import. */
  newerAt?: string | undefined;
};

/**
 * Saves an imported story: a new draft, a new version of the story that its source sent before, or a version that waits
 * for the desk. Never publishes and never takes down. Throws `conflict` for a story of this server, which is not kept.
 */
export async function importStory(work: Work, story: IncomingStory, options: Options): Promise<Imported> {
  const { tx } = work;
  const { name, sourceVersion, status: pubStatus } = story;
  const known = await loadByExternalId(tx, name);
  // What changes nothing here is no part of the fingerprint.
  const { placeOf: _, status: __, sourceVersion: ___, madeAt: ____, pictureWords: _____, ...content } = story;
  const sent = { name, sourceVersion, pubStatus, fingerprint: fingerprintOf(content), input: story.story };
  if (!known) await refuseOwn(tx, story);
  if (pubStatus === 'canceled') return cancel(work, known, sent, story, options.caller);
  return importOrRefuse(work, known, sent, story, options);
}

/** A version that is refused makes no records: those that were made for it are undone, and it is kept without them. */
async function importOrRefuse(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  story: IncomingStory,
  options: Options,
): Promise<Imported> {
  if (!options.createRecords) return importVersion(work, known, sent, story, options);
  const refused = new Error('refused');
  try {
    return await work.attempt(async () => {
      const imported = await importVersion(work, known, sent, story, options);
      if (imported.article === undefined) throw refused;
      return imported;
    });
  } catch (error) {
    if (error !== refused) throw error;
    return importVersion(work, known, sent, story, { ...options, createRecords: false });
  }
}

async function importVersion(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  story: IncomingStory,
  { defaultLocale, caller, newerAt, ...options }: Options,
): Promise<Imported> {
  const notes: Note[] = [];
  const tell = noteTo(notes, story.placeOf);
  const standing = await findStanding(work.tx, sent, known?.sourceVersion ?? null);
  // No records are created for a version that is refused.
  const isLate = newerAt !== undefined || refusalOfLate(sent, standing) !== undefined;
  const creation = { ...options, createRecords: options.createRecords && !isLate };
  const input = await resolveNames(work, story, known?.story, { ...creation, defaultLocale, tell });
  const received = await receiveVersion(
    work,
    known,
    { ...sent, input },
    {
      ...{ defaultLocale, caller, keepsOwnEdits: true, standing, mustWait: reasonOfExcerpt(story) },
      ...(newerAt !== undefined && { superseded: newerCame }),
    },
  );
  const { outcome, incoming } = received;
  if (outcome === 'outside') return waitingOutside(incoming);
  if (outcome === 'refused' && newerAt !== undefined && incoming.state !== 'waiting') {
    const detail = `A newer version of it is in the same import: ${newerAt}.`;
    return { outcome: 'superseded', incoming: incoming.id, notes: [{ name: 'superseded', detail }] };
  }
  if (outcome === 'refused') return { outcome, notes, incoming: incoming.id, refusal: received.refusal };
  if (outcome === 'waiting')
    notes.unshift({
      name: 'waiting',
      detail: `${incoming.why ?? ''} It waits for the desk: ${incoming.id}.`,
    });
  if (incoming.state === 'dismissed') tell('dismissed', 'The desk has dismissed this version.', '');
  if (story.status === 'withheld' && outcome !== 'waiting')
    tell('withheld', 'Its source withholds it: it stays a draft.', '/status');
  if (story.isPartial)
    tell('textPartial', 'It is an excerpt of what its source has (representationType).', '/isPartial');
  const { id, copyVersion } = received.story.row;
  const { same } = standing;
  const became = same?.state === 'applied' && outcome === 'unchanged' ? same.version : null;
  return {
    ...{ outcome, article: id, version: copyVersion, incoming: incoming.id, notes },
    ...(became !== null && { repeats: became }),
  };
}

/** What waits for a story that the key is not for, of which its sender learns no more. */
function waitingOutside({ id }: IncomingRow): Imported {
  const detail = `${outsideSaid} It waits for the desk: ${id}.`;
  return { outcome: 'waiting', incoming: id, notes: [{ name: 'waiting', detail }] };
}

/** Remembers what the source cancelled; editors decide what to do with the story here. */
async function cancel(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  { placeOf, section }: IncomingStory,
  caller: Caller | undefined,
): Promise<Imported> {
  const named = caller?.sections && section && (await findRecordCalled(work.tx, 'section', section));
  const { incoming, story, isOutside } = await receiveCancellation(work, known, sent, {
    ...{ caller, section: named },
  });
  if (isOutside) return waitingOutside(incoming);
  if (incoming.ineffective === 'late') {
    const waits = incoming.state === 'waiting' ? ` It waits for the desk: ${incoming.id}.` : '';
    const refusal = conflict(`${incoming.why!}${waits}`, { pointer: placeOf('/sourceVersion') });
    return { outcome: 'refused', incoming: incoming.id, notes: [], refusal };
  }
  const detail = [cancelledSaid, story && toDo(story.row, incoming)].filter(Boolean).join(' ');
  const note = { name: 'cancelled' as const, detail, pointer: placeOf('/status') };
  return {
    ...{ outcome: 'cancelled', incoming: incoming.id, notes: [note] },
    ...(story && { article: story.row.id, version: story.row.copyVersion }),
  };
}

const cancelledSaid = 'Its source cancelled it: nothing of it may be used, unless the desk lifts that.';

/** What the desk has to do about a cancelled story. */
function toDo({ id, publication }: ArticleRow, { state }: IncomingRow): string {
  if (state === 'dismissed') return `The desk has dismissed this cancellation of ${id}.`;
  return publication === 'live'
    ? `${id} is live: kill, withdraw or unpublish it at the desk.`
    : `${id} is here and not live: make sure at the desk that nobody publishes it.`;
}

/** Refuses stories of this server that are imported again. */
async function refuseOwn(db: Db, { name, placeOf }: IncomingStory): Promise<void> {
  const id = idOfUrn('article', name.value);
  if (id === undefined) return;
  const [own] = await db.select({ id: articles.id }).from(articles).where(eq(articles.id, id));
  if (own)
    throw conflict(`This is a story of this newsroom, ${id}: change it at the desk.`, {
      pointer: placeOf('/externalIds'),
    });
}

/** Why an excerpt of a story that is here must not be applied by itself. */
function reasonOfExcerpt({ status, isPartial }: IncomingStory): string | undefined {
  if (status !== 'usable' || !isPartial) return undefined;
  return 'This is an excerpt of what its source has, and would take text away.';
}

const newerCame = conflict('A newer version of this story came in the same import.');
