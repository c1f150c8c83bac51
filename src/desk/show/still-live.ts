import type { Db } from '../../foundation/database/database.ts';
import { findHeadlines } from '../../edition/articles/find.ts';
import type { GroupMember } from '../stories/translations.ts';

/** The live stories of a group of translations, to be checked when one of them is killed or withdrawn. */
export async function findStillLive(db: Db, group: GroupMember[]) {
  const ids = group.filter(({ publication }) => publication === 'live').map(({ id }) => id);
  if (ids.length === 0) return [];
  const live = await findHeadlines(db, ids);
  return [...live.values()].map(({ id, slug, locale, headline }) => ({ id, slug, locale, headline }));
}
