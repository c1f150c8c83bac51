import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { findCorrection, updateCorrection, type Words } from '../../edition/corrections/store.ts';
import { correctionChange } from '../../edition/corrections/correction-change.ts';
import type { CorrectionRow } from '../../edition/corrections/table.ts';
import { touchLive } from '../../edition/publication/touch.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

type Amending = { correction: string; reason: string; caller?: Caller };
/** What is absent stays. */
type Sent = { [Field in keyof Words]?: Words[Field] | undefined };

/** Corrects what a public correction says. The same words change nothing. Throws `conflict`, `not-found`. */
export async function amendCorrection(
  work: Work,
  story: OpenedStory,
  { correction: id, reason, caller, ...sent }: Amending & Sent,
): Promise<OpenedStory> {
  await requireAllowed(work, 'amendCorrection', story, { caller });
  const before = await getCorrection(work.tx, story.row.id, id);
  const { kind = before.kind, text = before.text, material = before.material } = sent;
  const after = { kind, text, material };
  if (isDeepStrictEqual(after, wordsOf(before))) return story;
  await updateCorrection(work.tx, id, { ...after, amendedAt: work.now });
  const amended = await saveAmended(work, story, { ...before, ...after });
  await record(work, {
    action: 'article.correctionAmended',
    subject: story.row.id,
    reason,
    data: { correction: id, before: saidOf(before), after },
  });
  return amended;
}

/** Takes a public correction back: no output shows it any more. Throws `conflict`, `not-found`. */
export async function retractCorrection(
  work: Work,
  story: OpenedStory,
  { correction: id, reason, caller }: Amending,
): Promise<OpenedStory> {
  await requireAllowed(work, 'retractCorrection', story, { caller });
  const before = await getCorrection(work.tx, story.row.id, id);
  await updateCorrection(work.tx, id, { publicUntil: work.now });
  const amended = await saveAmended(work, story, before, 'retracted');
  await record(work, {
    action: 'article.correctionRetracted',
    subject: story.row.id,
    reason,
    data: { correction: id, before: saidOf(before) },
  });
  return amended;
}

async function getCorrection(db: Db, articleId: string, id: string): Promise<CorrectionRow> {
  const correction = await findCorrection(db, { articleId, id });
  if (!correction) throw notFound('correction');
  return correction;
}

/** A live story is as new as the words on it, so that readers and feeds fetch them. */
async function saveAmended(
  work: Work,
  story: OpenedStory,
  correction: CorrectionRow,
  state?: 'retracted',
): Promise<OpenedStory> {
  const { id, publication, publishedAt } = story.row;
  if (publication !== 'live') return saveStory(work, story, {});
  const updatedAt = Math.max(publishedAt!, work.now);
  const facts = await touchLive(work, id, { updatedAt, material: correction.material });
  await recordChanges(work, correctionChange(correction, facts, state));
  return saveStory(work, story, { publicUpdatedAt: updatedAt });
}

function wordsOf({ kind, text, material }: CorrectionRow): Words {
  return { kind, text, material };
}

/** What it said, for the event; the history of a story gives it at any time. */
function saidOf(correction: CorrectionRow) {
  const { amendedAt } = correction;
  return { ...wordsOf(correction), ...(amendedAt !== null && { amendedAt: toTimestamp(amendedAt) }) };
}
