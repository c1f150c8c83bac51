import type { Caller } from '../../../access/caller.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { saveCopy } from '../../drafts/save.ts';
import { moveEmbargo } from '../../release/embargo.ts';
import { noted } from '../../stories/cancellations.ts';
import { withSurvivors } from '../../stories/merged.ts';
import type { OpenedStory } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import { requireDecidable, saveDecision } from './decide.ts';
import { inputAccepting } from './fields.ts';
import { noteSending } from '../known.ts';
import { saveSourceState } from '../store.ts';

type Options = {
  /** The fields to accept; absent: all. */
  fields?: string[] | undefined;
  /** A note about the new version. */
  note?: string | undefined;
  caller?: Caller | undefined;
};

/**
 * Makes a version that waits the next version of its story, whole or in part. Later versions of its source still wait.
 * Throws `conflict` unless it waits, and what saving throws.
 */
export async function acceptIncoming(
  work: Work,
  story: OpenedStory,
  row: IncomingRow,
  { fields, note, caller }: Options,
): Promise<OpenedStory> {
  await requireDecidable(row, story, caller);
  const { tx } = work;
  const sent = await withSurvivors(tx, row.content!);
  const input = inputAccepting(sent, story.content, fields);
  const data = { incoming: row.id, ...(fields && { fields }) };
  const saved = await saveCopy(work, story, input, { note, caller, sent: { incoming: row.id } });
  const movesEmbargo = row.embargoUntil !== null && (fields?.includes('embargoUntil') ?? true);
  const after = movesEmbargo ? await moveEmbargo(work, saved, row.embargoUntil, caller) : saved;
  const version = after.row.copyVersion;
  await saveDecision(work, row, { state: 'accepted', version, fields: fields ?? null });
  await noteSending(tx, row, row.sourceVersion ?? undefined);
  await record(work, {
    action: 'article.incomingAccepted',
    subject: story.row.id,
    toVersion: version,
    data: { ...data, externalId: `${row.scheme}:${row.value}` },
  });
  const withheld = row.pubStatus === 'withheld' ? noted(row) : null;
  // A part of a version does not say that the rest of the story may be used.
  return saveSourceState(tx, after, withheld || !fields ? { withheld } : {});
}
