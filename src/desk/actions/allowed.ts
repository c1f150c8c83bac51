import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/scopes.ts';
import { requireSectionsOf } from '../../access/section-limit.ts';
import type { Actor, Work } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { actionNames, refusalOf, rules, scopeOf, type ActionName, type StoryState } from './actions.ts';
import { refuseBringBack } from './bring-back.ts';
import { firstHeldBack } from './held-back.ts';
import { requireLegal } from './legal.ts';
import type { StoryFacts } from '../stories/story.ts';

type Circumstances = {
  /** The caller whose scopes are checked; the system has none and needs none. */
  caller?: Caller | undefined;
  /** Blockers, for the answer. */
  blockers?: Fault[];
  /** The time to schedule for (UTC milliseconds). */
  goesOutAt?: number;
};

/**
 * Throws `forbidden` when the caller lacks the scope or is narrowed to other sections, and `conflict` with the possible actions when the action is not
 * allowed now. Every action calls this first.
 */
export async function requireAllowed(
  { now, actor }: Pick<Work, 'now' | 'actor'>,
  action: ActionName,
  story: StoryFacts,
  { caller, blockers, goesOutAt }: Circumstances = {},
): Promise<void> {
  if (caller) {
    // To bring a story back is refused to a service whatever its scopes: no other one is named to it.
    const isRefused = bringingBack.has(action) && refuseBringBack(story.row, actor) !== undefined;
    requireScope(caller, isRefused ? rules[action].scope : scopeOf(action, story.row));
    await requireSectionsOf(caller, story);
  }
  const at = goesOutAt === undefined ? {} : { goesOutAt };
  const state = { ...(await stateFor(story, [action], now, actor)), ...at };
  if (refusalOf(action, state, now, actor) === undefined) return;
  const whole = { ...(await stateFor(story, actionsWithin(caller, story.row), now, actor)), ...at };
  requireLegal(action, whole, now, { caller, by: actor, ...(blockers && { blockers }) });
}

/**
 * The state of a story, as far as these actions depend on it. Facts that cost a query are loaded only if nothing else
 * refuses the action.
 */
export async function stateFor(
  story: StoryFacts,
  actions: readonly ActionName[],
  now: number,
  by?: Actor,
): Promise<StoryState> {
  const state: StoryState = { ...story.row };
  if (boundByGroup.some((name) => actions.includes(name))) {
    state.groupEmbargo = await story.groupEmbargo();
  }
  if (by?.kind === 'service' && actions.some((name) => bringingBack.has(name)))
    state.heldOrigin = firstHeldBack(await story.origins());
  function dependsOnMore(action: ActionName): boolean {
    return actions.includes(action) && refusalOf(action, state, now) === undefined;
  }
  if (dependsOnMore('approve')) state.authors = await story.authors();
  if (dependsOnMore('delete')) state.namedBy = await story.namedBy();
  if (dependsOnMore('amendCorrection') || dependsOnMore('retractCorrection'))
    state.corrections = await story.corrections();
  if (by?.kind === 'service' && tellingReaders.some(dependsOnMore)) state.asking = await story.asking();
  if (dependsOnMore('amendNotice')) state.hasTombstone = (await story.tombstone()) !== undefined;
  return state;
}

/** The actions that a caller has the scopes for: facts of others are not loaded. */
export function actionsWithin(caller: Caller | undefined, row: StoryFacts['row']): ActionName[] {
  return actionNames.filter((name) => !caller || caller.scopes.has(scopeOf(name, row)));
}

const bringingBack: ReadonlySet<ActionName> = new Set(['publish', 'schedule']);

/** The actions with a note or notice to readers. */
const tellingReaders: ActionName[] = [
  'publish',
  'schedule',
  'withdraw',
  'kill',
  'amendCorrection',
  'retractCorrection',
  'amendNotice',
];

/** The actions that depend on the embargo of other translations. */
const boundByGroup: ActionName[] = ['publish', 'schedule', 'breakEmbargo'];
