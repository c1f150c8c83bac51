import type { Caller } from '../../../access/caller.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { ruleUnmet } from '../../../foundation/problem.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { requireGroupWithin } from './group-limit.ts';
import {
  findGroup,
  refusalOfKilled,
  refusalOfSecondOriginal,
  refusalOfTranslation,
} from '../translations.ts';

type Context = {
  id: string;
  locale: string;
  /** The version before. */
  previous: ArticleContent | undefined;
  caller: Caller | undefined;
};

/**
 * Throws `rule-unmet` where a group of translations would have a language twice, or not one original, and `forbidden` for
 * a key that is narrowed to other sections.
 */
export async function refuseTranslation(
  db: Db,
  original: string | undefined,
  { id, locale, previous, caller }: Context,
): Promise<void> {
  if (original === undefined || original === previous?.translationOf) return;
  await requireGroupWithin(db, caller, original);
  const group = await findGroup(db, original);
  const refusal =
    refusalOfKilled(group, original) ??
    refusalOfTranslation(group, { id, original, locale })?.detail ??
    (previous && refusalOfSecondOriginal(await findGroup(db, id), id));
  if (refusal !== undefined) throw ruleUnmet([{ pointer: '/translationOf', detail: refusal }]);
}
