import type { ActionName } from '../actions/actions.ts';
import type { Action } from './action.ts';
import { amendActions } from './amend-actions.ts';
import { copyActions } from './copy-actions.ts';
import { releaseActions } from './release-actions.ts';

/**
 * All actions on a story. Who may do them, and in which state, is in `stories/actions.ts`; an action that is missing
 * here does not compile.
 */
export const actions: Record<ActionName, Action> = {
  ...copyActions,
  ...releaseActions,
  ...amendActions,
};
