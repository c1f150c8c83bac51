import type { Caller } from '../../access/caller.ts';
import { findLibraryUses, mostUses, type WhereUsed } from '../../library/records/uses.ts';
import { findArticleUses } from './where-used.ts';

/** Where a record is used, in stories and in the library, as far as the caller may see. */
export function whereUsedFor(caller: Caller): WhereUsed {
  return async function whereUsed(db, kind, id) {
    const stories = await findArticleUses(db, kind, id, caller);
    return [...stories, ...(await findLibraryUses(db, kind, id))].slice(0, mostUses);
  };
}
