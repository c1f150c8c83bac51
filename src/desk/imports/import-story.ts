import { eq } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import { requireSections } from '../../access/section-limit.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { idOfUrn } from '../../foundation/ids.ts';
import { conflict, type Problem } from '../../foundation/problem.ts';
import type { Note } from '../../library/notes.ts';
import { receiveCancellation } from '../incoming/cancel.ts';
import { loadByExternalId, type KnownStory } from '../incoming/known.ts';
import { receiveVersion } from '../incoming/receive.ts';
import { fingerprintOf, type Sent } from '../incoming/sent.ts';
import { findStanding, refusalOfLate } from '../incoming/standing.ts';
import { articles } from '../stories/table.ts';
import { noteTo } from './notes.ts';
import { resolveNames } from './resolve-names.ts';
import type { IncomingStory } from './formats/incoming.ts';
import { findRecordCalled, type RecordCreation } from './records.ts';

export type Imported = {
  outcome: 'created' | 'updated' | 'unchanged' | 'waiting' | 'refused';
  /** The story, if it is here. */
  article?: string;
  version?: number;
  /** The record of what was sent. */
  incoming: string;
  notes: Note[];
  /** Why it is refused, though it is on record. */
  refusal?: Problem;
};

type Options = RecordCreation & { defaultLocale: string; caller?: Caller | undefined };

/**
 * Saves an imported story: a new draft, a new version of the story that its source sent before, or a version that waits
 * for the desk. Never publishes and never takes down. Throws `conflict` and `rule-unmet` for what is not kept at all.
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
  refuseExcerpt(story, known);
  return importVersion(work, known, sent, story, options);
}

async function importVersion(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  story: IncomingStory,
  { defaultLocale, caller, ...options }: Options,
): Promise<Imported> {
  const notes: Note[] = [];
  const tell = noteTo(notes, story.placeOf);
  const standing = await findStanding(work.tx, sent, known?.sourceVersion ?? null);
  // No records are created for a version that is refused.
  const isLate = refusalOfLate(sent, standing) !== undefined;
  const creation = { ...options, createRecords: options.createRecords && !isLate };
  const input = await resolveNames(work, story, known?.story, { ...creation, defaultLocale, tell });
  const received = await receiveVersion(
    work,
    known,
    { ...sent, input },
    { defaultLocale, caller, keepsOwnEdits: true, standing },
  );
  const { outcome, incoming } = received;
  if (outcome === 'refused')
    return { ...{ outcome, notes: [] }, incoming: incoming.id, refusal: received.refusal };
  if (outcome === 'waiting')
    notes.unshift({
      name: 'waiting',
      detail: `${incoming.why ?? ''} It waits for the desk: ${incoming.id}.`,
    });
  if (incoming.state === 'dismissed') tell('dismissed', 'The desk has dismissed this version.', '');
  if (story.status === 'withheld' && outcome !== 'waiting')
    tell('withheld', 'Its source withholds it: it stays a draft.', '/status');
  if (story.isPartial)
    tell('text-partial', 'It is an excerpt of what its source has (representationType).', '/isPartial');
  const { id, copyVersion } = received.story.row;
  return { outcome, article: id, version: copyVersion, incoming: incoming.id, notes };
}

/** Remembers what the source cancelled; editors decide what to do with the story here. */
async function cancel(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  { placeOf, section }: IncomingStory,
  caller: Caller | undefined,
): Promise<Imported> {
  if (!known && caller?.sections)
    requireSections(caller, [section && (await findRecordCalled(work.tx, 'section', section))]);
  const { incoming, story } = await receiveCancellation(work, known, sent, caller);
  const todo =
    story &&
    (story.row.publication === 'live'
      ? `${story.row.id} is live: kill, withdraw or unpublish it at the desk.`
      : `${story.row.id} is here and not live: see to it at the desk, that it never goes out.`);
  const said = ['Its source canceled it: nothing of it may be used.', todo].filter(Boolean).join(' ');
  const refusal =
    incoming.state === 'superseded'
      ? conflict(incoming.why!, { pointer: placeOf('/sourceVersion') })
      : conflict(said, { pointer: placeOf('/status') });
  return { outcome: 'refused', incoming: incoming.id, notes: [], refusal };
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

/** Refuses an excerpt of a story that is here whole. */
function refuseExcerpt({ status, isPartial, placeOf }: IncomingStory, known: KnownStory | undefined): void {
  if (status !== 'usable' || !isPartial || !known) return;
  throw conflict(
    `This is an excerpt, and would take the text of ${known.story.row.id} away; send it whole.`,
    { pointer: placeOf('/isPartial') },
  );
}
