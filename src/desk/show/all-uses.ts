import type { Caller } from '../../access/caller.ts';
import { findKeysWithSections } from '../../access/store.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findLibraryUses, mostUses, type Use, type WhereUsed } from '../../library/records/uses.ts';
import { findArticleUses } from './where-used.ts';

/** Where a record is used, in stories and in the library, as far as the caller may see. */
export function whereUsedFor(caller: Caller): WhereUsed {
  return async function whereUsed(db, kind, id) {
    const stories = await findArticleUses(db, kind, id, caller);
    const keys = kind === 'section' ? await findKeyUses(db, id) : [];
    return [...stories, ...(await findLibraryUses(db, kind, id)), ...keys].slice(0, mostUses);
  };
}

/** The keys that are narrowed to a section, without their names, which are for those who manage keys. */
async function findKeyUses(db: Db, sectionId: string): Promise<Use[]> {
  const narrowed = await findKeysWithSections(db);
  return narrowed
    .filter(({ key }) => key.sections?.includes(sectionId))
    .map(({ key }) => ({ kind: 'key', id: key.id, as: 'sections' }));
}
