import { requireSectionsOf } from '../../access/section-limit.ts';
import type { Work } from '../../foundation/database/database.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { refusalOf } from '../actions/actions.ts';
import { takenBackAs } from '../actions/held-back.ts';
import type { OpenedStory } from '../stories/story.ts';
import { maySee } from '../stories/visible.ts';
import { applyAsNew, applyToStory } from './apply.ts';
import { findEditor, loadFormer, type KnownStory } from './known.ts';
import type { ReceiveOptions, Received } from './received.ts';
import type { Sent } from './sent.ts';
import { findStanding, refusalOfLate, type Standing } from './standing.ts';
import { keepRefused, letWait } from './wait.ts';

/**
 * Receives a version of a story from its source: creates the story, saves a new version of it, or lets it wait for the
 * desk where it must not be applied. Never publishes. What comes too late is refused, and on record as well. Throws
 * `unknown-reference`, `conflict` and `rule-unmet` for what cannot be saved at all, and `forbidden` for a key that is
 * narrowed to other sections: nothing that it sends is kept.
 */
export async function receiveVersion(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  options: ReceiveOptions,
): Promise<Received> {
  if (known) await requireSectionsOf(options.caller, known.story);
  const standing = options.standing ?? (await findStanding(work.tx, sent, known?.sourceVersion ?? null));
  const late = refusalOfLate(sent, standing);
  if (late) return keepRefused(work, known?.story, sent, { ...options, standing, refusal: late });
  if (!known) return receiveUnknown(work, sent, { ...options, standing });
  const { story } = known;
  const refusal = refusalOf('edit', story.row, work.now);
  if (refusal !== undefined && story.row.publication === 'killed')
    return keepRefused(work, story, sent, { ...options, standing, refusal: conflict(refusal) });
  const { same } = standing;
  if (same?.state === 'accepted' || same?.state === 'dismissed')
    return { outcome: 'unchanged', story, incoming: same };
  const why = refusal ?? (await reasonToWait(work, story, sent, { ...options, standing }));
  return why === undefined
    ? applyToStory(work, story, sent, { ...options, standing })
    : letWait(work, story, sent, { ...options, standing, why });
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
  { standing: { hasOther }, keepsOwnEdits = false }: ReceiveOptions & { standing: Standing },
): Promise<string | undefined> {
  if (pubStatus === 'withheld' && story.row.publication === 'live')
    return 'Its source withholds it, and the story is live.';
  if (hasOther) return `Its source sent version ${sourceVersion} before with other content.`;
  const editor = await findEditor(tx, story, { actor: actor.id, keepsOwnEdits });
  return editor && `${editor.name} has edited this story since.`;
}
