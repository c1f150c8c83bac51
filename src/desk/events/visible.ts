import type { Caller } from '../../access/caller.ts';

/** What the actions are about that a caller may not see: keys and actors are for those with `keys:manage`. */
export function hiddenFrom({ scopes }: Pick<Caller, 'scopes'>): readonly string[] {
  return scopes.has('keys:manage') ? [] : ['key', 'actor'];
}
