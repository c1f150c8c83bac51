import type { Work } from '../../foundation/database/database.ts';
import { createArticle } from '../drafts/create.ts';
import { saveCopy } from '../drafts/save.ts';
import { moveEmbargo } from '../release/embargo.ts';
import { setAside } from '../release/set-aside.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { OpenedStory } from '../stories/story.ts';
import { noted } from '../stories/cancellations.ts';
import { noteSending } from './known.ts';
import { asSentFor, withNames } from './names.ts';
import type { ReceiveOptions, Received } from './received.ts';
import { keepRecord, type Recording } from './record.ts';
import { dataOf, type Sent } from './sent.ts';
import type { Standing } from './standing.ts';
import { putSourceState, saveSourceState } from './source-state.ts';
import { adoptRecords, endWaiting } from './store.ts';

type Applying = ReceiveOptions & { standing: Standing };

/** Creates the story of what its source sends for the first time. */
export async function applyAsNew(
  work: Work,
  sent: Sent,
  { standing: { same, wasSent }, defaultLocale, caller }: Applying,
): Promise<Received> {
  const { name, input, sourceVersion } = sent;
  const origin = { data: dataOf(sent) };
  const created = await createArticle(work, withNames(input, name), { defaultLocale, caller, origin });
  await noteSending(work.tx, name, sourceVersion);
  const incoming = await keepRecord(work, sent, { same, story: created, state: 'applied', version: 1 });
  const held = withheldBy(sent, incoming);
  if (!wasSent) {
    const story = await putSourceState(work.tx, created, { waiting: 0, ...created.row.source, ...held });
    return { outcome: 'created', story, incoming };
  }
  await endWaiting(work.tx, incoming, 'superseded');
  await adoptRecords(work.tx, name, created.row.id);
  const story = await saveSourceState(work.tx, created, held);
  return { outcome: 'created', story, incoming };
}

/** Saves it as the next version of the story; what waits of the same source is superseded. */
export async function applyToStory(
  work: Work,
  story: OpenedStory,
  sent: Sent,
  { standing: { same }, caller }: Applying,
): Promise<Received> {
  const { tx } = work;
  const { input } = sent;
  // A repetition says nothing new, and undoes nothing that was saved since.
  if (same?.state === 'applied' && same.version !== story.row.copyVersion)
    return keepApplied(work, story, sent, { same, outcome: 'unchanged' });
  const whole = await asSentFor(tx, story, sent);
  const saved = await saveCopy(work, story, whole, { caller, sent: dataOf(sent) });
  const outcome = saved.row === story.row ? 'unchanged' : 'updated';
  const { embargoUntil } = input;
  const after = embargoUntil === undefined ? saved : await moveEmbargo(work, saved, embargoUntil, caller);
  const isHeld = sent.pubStatus === 'withheld';
  const held = isHeld ? await setAside(work, after, [withheldSince]) : after;
  return keepApplied(work, held, sent, { same, outcome });
}

/** Why a schedule is set aside that was made before its source withheld the story. */
export const withheldSince = { detail: 'Its source withholds this story since.' };

/** Puts on record that a version of a source is what the copy says now. */
export async function keepApplied(
  work: Recording,
  story: OpenedStory,
  sent: Sent,
  { same, outcome }: Pick<Standing, 'same'> & { outcome: 'updated' | 'unchanged' },
): Promise<Received> {
  await noteSending(work.tx, sent.name, sent.sourceVersion);
  const version = story.row.copyVersion;
  const isOnRecord = same?.state === 'applied' && (outcome === 'unchanged' || same.version === version);
  const incoming = isOnRecord
    ? same
    : await keepRecord(work, sent, { same, story, state: 'applied', version });
  const { source } = story.row;
  const hasWaiting = source === null || source.waiting > 0;
  if (hasWaiting) await endWaiting(work.tx, incoming, 'superseded');
  const { withheld = null } = withheldBy(sent, incoming);
  const isSame = !hasWaiting && !withheld && !source.withheld;
  return { outcome, story: isSame ? story : await saveSourceState(work.tx, story, { withheld }), incoming };
}

/** What a story remembers of a version that its source withholds. */
export function withheldBy({ pubStatus }: Pick<Sent, 'pubStatus'>, incoming: IncomingRow) {
  return pubStatus === 'withheld' ? { withheld: noted(incoming) } : {};
}
