import type { Work } from '../../foundation/database/database.ts';
import { conflict, notFound, Problem } from '../../foundation/problem.ts';
import { refusalOf } from '../actions/actions.ts';
import { takenBackAs } from '../actions/held-back.ts';
import type { OpenedStory } from '../stories/story.ts';
import { maySee } from '../stories/visible.ts';
import { applyAsNew, applyToStory } from './apply.ts';
import { findEditor, loadFormer, noteSending, type KnownStory } from './known.ts';
import type { ReceiveOptions, Received } from './received.ts';
import type { Sent } from './sent.ts';
import { isOfOutside, isOutside, keepOutside } from './outside.ts';
import { findStanding, refusalOfLate, versionSaid, type Standing } from './standing.ts';
import { keepUnapplied } from './unapplied.ts';
import { keepRefused, letWait } from './wait.ts';

/**
 * Receives a version of a story from its source: creates the story, saves a new version of it, or lets it wait for the
 * desk where it must not be applied. Never publishes. What comes too late is refused, and on record as well; so is what
 * cannot be applied, and waits as it came, and what a key that is narrowed to other sections sends.
 */
export async function receiveVersion(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  options: ReceiveOptions,
): Promise<Received> {
  const standing = options.standing ?? (await findStanding(work.tx, sent, known?.sourceVersion ?? null));
  const whole = { ...options, standing };
  const story = known?.story;
  if (story && (await isOutside(options.caller, story))) return keepOutside(work, story, sent, whole);
  if (known && !known.sends) await noteSending(work.tx, sent.name, undefined);
  const late = refusalOfLate(sent, standing) ?? options.superseded;
  if (late) return keepRefused(work, story, sent, { ...whole, refusal: late });
  const decided = await decidedBefore(work, story, sent, whole);
  if (decided) return decided;
  try {
    return await work.attempt(() =>
      story ? applyOrWait(work, story, sent, whole) : receiveUnknown(work, sent, whole),
    );
  } catch (error) {
    if (isOfOutside(error)) return keepOutside(work, story, sent, whole);
    if (!(error instanceof Problem) || !ofVersions.has(error.problem)) throw error;
    return keepUnapplied(work, story, sent, { ...whole, problem: error });
  }
}

/** Problems of a version itself, which the desk can mend; others are the sender's or the server's. */
const ofVersions = new Set(['rule-unmet', 'unknown-reference', 'conflict']);

/** What the desk has decided already: about the story, or about the same version with the same content. */
async function decidedBefore(
  work: Work,
  story: OpenedStory | undefined,
  sent: Sent,
  options: ReceiveOptions & { standing: Standing },
): Promise<Received | undefined> {
  const { same } = options.standing;
  if (!story) {
    if (same?.state !== 'dismissed' || same.articleId !== null) return undefined;
    const refusal = conflict('The desk has dismissed this version.', { incoming: same.id });
    return { outcome: 'refused', refusal, incoming: same };
  }
  const refusal = refusalOf('edit', story.row, work.now);
  if (refusal !== undefined && story.row.publication === 'killed')
    return keepRefused(work, story, sent, { ...options, refusal: conflict(refusal) });
  const isDecided = same?.state === 'accepted' || same?.state === 'dismissed';
  return isDecided ? { outcome: 'unchanged', story, incoming: same } : undefined;
}

async function applyOrWait(
  work: Work,
  story: OpenedStory,
  sent: Sent,
  options: ReceiveOptions & { standing: Standing },
): Promise<Received> {
  const why = refusalOf('edit', story.row, work.now) ?? (await reasonToWait(work, story, sent, options));
  return why === undefined
    ? applyToStory(work, story, sent, options)
    : letWait(work, story, sent, { ...options, why });
}

/**
 * Receives a version for which no story is here. Where its source was dropped from a story that was taken back, that
 * holds for what it sends next, too: it waits there, or is refused after a kill.
 */
async function receiveUnknown(
  work: Work,
  sent: Sent,
  options: ReceiveOptions & { standing: Standing },
): Promise<Received> {
  const { same, wasSent } = options.standing;
  const former = wasSent ? await loadFormer(work.tx, sent.name) : undefined;
  const how = former && takenBackAs(former.row);
  if (!former || how === undefined) return applyAsNew(work, sent, options);
  if (options.caller && !maySee(options.caller, former.row)) throw notFound('article');
  if (await isOutside(options.caller, former)) return keepOutside(work, former, sent, options);
  const refusal = conflict(
    `This story was ${how}, and its source was taken from it: nothing that it sends is used.`,
  );
  if (how === 'killed') return keepRefused(work, former, sent, { ...options, refusal });
  if (same?.state === 'accepted' || same?.state === 'dismissed')
    return { outcome: 'unchanged', story: former, incoming: same };
  return letWait(work, former, sent, {
    ...options,
    why: `This story was ${how}, and its source was taken from it.`,
  });
}

/** Why a version must not be applied by itself; undefined when it may. */
async function reasonToWait(
  { tx, actor }: Work,
  story: OpenedStory,
  { pubStatus, sourceVersion }: Sent,
  { standing: { hasOther }, keepsOwnEdits = false, mustWait }: ReceiveOptions & { standing: Standing },
): Promise<string | undefined> {
  if (pubStatus === 'withheld' && story.row.publication === 'live')
    return 'Its source withholds it, and the story is live.';
  if (mustWait !== undefined) return mustWait;
  if (hasOther) return `Its source sent ${versionSaid(sourceVersion!)} before with other content.`;
  const editor = await findEditor(tx, story, { actor: actor.id, keepsOwnEdits });
  return editor && `${editor.name} has edited this story since.`;
}
