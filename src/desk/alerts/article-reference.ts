import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { Problem, unknownReference } from '../../foundation/problem.ts';
import { findVisible } from '../stories/visible.ts';

/**
 * The id of the story that `/article` names by id or slug. Throws `unknown-reference` when the caller may not know of
 * one.
 */
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
