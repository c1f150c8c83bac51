import type { Caller } from '../../access/caller.ts';
import { requireSections } from '../../access/section-limit.ts';
import type { Db } from '../../foundation/database/database.ts';
import { Problem, unknownReference } from '../../foundation/problem.ts';
import type { AlertRow } from '../../library/tables/alerts.ts';
import { getArticle } from '../stories/store.ts';
import { findVisible } from '../stories/visible.ts';

/**
 * The id of the story that `/article` names by id or slug. Throws `unknown-reference` when the caller may not know of
 * one, and `forbidden` when the caller is narrowed to other sections.
 */
export async function resolveArticle(
  db: Db,
  caller: Caller,
  article: string,
  defaultLocale: string,
): Promise<string> {
  try {
    const story = await findVisible(db, caller, { article, defaultLocale });
    if (story.deletedAt === null) {
      requireSections(caller, [story.sectionId]);
      return story.id;
    }
  } catch (error) {
    if (!(error instanceof Problem && error.problem === 'not-found')) throw error;
  }
  throw unknownReference([{ pointer: '/article', detail: `There is no article "${article}".` }]);
}

/** Throws `forbidden` when an alert names a story outside of the sections to which the caller is narrowed. */
export async function requireSectionsOf(
  db: Db,
  caller: Caller,
  { articleId }: Pick<AlertRow, 'articleId'>,
): Promise<void> {
  if (!caller.sections || articleId === null) return;
  const story = await getArticle(db, articleId);
  requireSections(caller, [story.sectionId]);
}
