import type { Caller } from '../../access/caller.ts';
import { limitedToPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import { conflict, type Fault } from '../../foundation/problem.ts';
import { actionNames, refusalFor, refusalOf, type ActionName, type StoryState } from './actions.ts';

type Circumstances = {
  caller?: Caller | undefined;
  blockers?: Fault[];
  /** The actor, where that matters. */
  by?: Actor;
};

/** Throws `conflict`, with the possible actions and the blockers, unless the action is allowed. */
export function requireLegal(
  action: ActionName,
  story: StoryState,
  now: number,
  { caller, blockers, by }: Circumstances = {},
): void {
  const who = by ?? caller;
  const refusal = refusalOf(action, story, now, who);
  if (refusal === undefined) return;
  // A person would not be refused, or for another reason.
  const isForPersons =
    who?.kind === 'service' && refusalOf(action, story, now, { ...who, kind: 'person' }) !== refusal;
  // The given time applies to this action only.
  const { goesOutAt: _, ...present } = story;
  const possible = actionNames.filter(
    (name) => (caller ? refusalFor(caller, name, present, now) : refusalOf(name, present, now)) === undefined,
  );
  throw conflict(refusal, {
    actions: possible,
    ...(isForPersons && limitedToPersons),
    ...(blockers && { blockers }),
  });
}
