import type { Caller } from '../../access/caller.ts';
import { requireSectionsOf } from '../../access/section-limit.ts';
import type { Db } from '../../foundation/database/database.ts';
import { Problem, unknownReference } from '../../foundation/problem.ts';
import { getArticle } from '../stories/store.ts';
import { factsOf } from '../stories/story.ts';
import { findVisible } from '../stories/visible.ts';

/** The id of the story that `/article` names by id or slug. Throws `unknown-reference` when the caller may not know of one. */
export async function resolveArticle(
  db: Db,
  caller: Caller,
  article: string,
  defaultLocale: string,
): Promise<string> {
  try {
    const story = await findVisible(db, caller, { article, defaultLocale });
    if (story.deletedAt === null) return story.id;
  } catch (error) {
    if (!(error instanceof Problem && error.problem === 'not-found')) throw error;
  }
  throw unknownReference([{ pointer: '/article', detail: `There is no article "${article}".` }]);
}

/**
 * Throws `forbidden` where a key is narrowed to other sections than those of the story that an alert names; one that
 * names no story is outside of every limit.
 */
export async function requireAlertWithin(db: Db, caller: Caller, articleId: string | null): Promise<void> {
  if (!caller.sections) return;
  if (articleId !== null) return requireSectionsOf(caller, factsOf(db, await getArticle(db, articleId)));
  throw new Problem(
    'forbidden',
    'Your key is narrowed to some sections, and this alert names no story: see sections in /v1/desk/me.',
    { extensions: { limit: 'sections' } },
  );
}
