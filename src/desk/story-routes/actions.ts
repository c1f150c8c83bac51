import type { ActionName } from '../stories/actions.ts';
import type { Action } from './action.ts';
import { copyActions } from './copy-actions.ts';
import { releaseActions } from './release-actions.ts';

/**
 * Everything that can be done with a story. Who may do it, and in which state, stands in `stories/actions.ts`; a name that
 * is there and not here does not compile.
 */
export const actions: Record<ActionName, Action> = { ...copyActions, ...releaseActions };
