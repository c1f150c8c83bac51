import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findBlockersIn } from './check.ts';
import type { VersionOf } from '../stories/approval.ts';

/**
 * Everything that would be wrong to publish in a version of a story, each with its rule and its place: what preflight
 * calls blockers. Stories that are named and not live are no fault: the public sees neither them nor that they were named.
 * With `at` (UTC milliseconds): what will be wrong by then, too.
 */
export async function findBlockers(
  db: Db,
  content: ArticleContent,
  { id, version }: Pick<VersionOf, 'id' | 'version'>,
  { at }: { at?: number } = {},
): Promise<Fault[]> {
  return findBlockersIn(db, { content, of: { id, version }, now: at });
}
