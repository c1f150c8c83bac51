import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/scopes.ts';
import type { Work } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import {
  actionNames,
  refusalOf,
  requireLegal,
  scopeOf,
  type ActionName,
  type StoryState,
} from './actions.ts';
import type { StoryFacts } from './story.ts';

type Circumstances = {
  /** Whose scopes count; the house itself, which has no caller, needs none. */
  caller?: Caller | undefined;
  /** What else would stand in the way, for the answer. */
  blockers?: Fault[];
  /** When the story is to go out by itself (UTC milliseconds), where that is asked. */
  goesOutAt?: number;
};

/**
 * Throws `forbidden` where the caller's key does not reach, and `conflict`, with what is possible instead, where the action
 * is not legal now. Every verb asks first.
 */
export async function requireAllowed(
  { now, actor }: Pick<Work, 'now' | 'actor'>,
  action: ActionName,
  story: StoryFacts,
  { caller, blockers, goesOutAt }: Circumstances = {},
): Promise<void> {
  if (caller) requireScope(caller, scopeOf(action, story.row));
  const at = goesOutAt === undefined ? {} : { goesOutAt };
  const state = { ...(await stateFor(story, [action], now)), ...at };
  if (refusalOf(action, state, now, actor.id) === undefined) return;
  const whole = { ...(await stateFor(story, actionNames, now)), ...at };
  requireLegal(action, whole, now, { caller, by: actor.id, ...(blockers && { blockers }) });
}

/**
 * Where a story stands, as far as these actions depend on it. What costs a query is asked for only where nothing else
 * refuses the action.
 */
export async function stateFor(
  story: StoryFacts,
  actions: readonly ActionName[],
  now: number,
): Promise<StoryState> {
  const state: StoryState = { ...story.row };
  if (boundByOriginal.some((name) => actions.includes(name))) {
    state.originalEmbargo = await story.originalEmbargo();
  }
  function dependsOnMore(action: ActionName): boolean {
    return actions.includes(action) && refusalOf(action, state, now) === undefined;
  }
  if (dependsOnMore('approve')) state.authors = await story.authors();
  if (dependsOnMore('delete')) state.namedBy = await story.namedBy();
  return state;
}

/** A translation is under its original's embargo, too. */
const boundByOriginal: ActionName[] = ['publish', 'schedule', 'breakEmbargo'];
