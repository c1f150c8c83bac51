import type { Caller } from '../../../access/caller.ts';
import { requireSectionsOf } from '../../../access/section-limit.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { getArticle } from '../store.ts';
import { factsOf } from '../story.ts';
import { findGroup } from '../translations.ts';

/**
 * Throws `forbidden` where a story of this group of translations is outside of the sections to which a key is narrowed:
 * who joins a group or moves its embargo changes what can be done with all of it. `original` may also name a translation.
 */
export async function requireGroupWithin(
  db: Db,
  caller: Caller | undefined,
  original: string,
): Promise<void> {
  if (!caller?.sections) return;
  for (const { id } of await findGroup(db, original))
    await requireSectionsOf(caller, factsOf(db, await getArticle(db, id)));
}
