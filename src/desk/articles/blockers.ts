import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findBlockersIn } from '../preflight/check.ts';
import type { ArticleRow } from './table.ts';

/**
 * Everything that would be wrong to publish, each with its rule and its place: what preflight calls blockers. Stories
 * that are named and not live are no fault: the public sees neither them nor that they were named.
 */
export async function findBlockers(db: Db, content: ArticleContent, story?: ArticleRow): Promise<Fault[]> {
  return findBlockersIn(db, { content, story });
}
