import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { conflict } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { findGroup, refusalOfEmbargo, refusalOfTranslation } from '../stories/translations.ts';

/** Restores a deleted story as the draft that it was. */
export async function undeleteArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'undelete', story, { caller });
  const { id, copyVersion } = story.row;
  const refusal = await refusalInGroup(work, story.row);
  if (refusal !== undefined) throw conflict(refusal);
  const after = await saveStory(work, story, { deletedAt: null });
  await record(work, { action: 'article.undeleted', subject: id, toVersion: copyVersion });
  return after;
}

/** What happened in its group of translations while it was deleted may stand against it. */
async function refusalInGroup(
  { tx, now }: Work,
  { id, locale, translationOf, embargoUntil }: ArticleRow,
): Promise<string | undefined> {
  const group = await findGroup(tx, translationOf ?? id);
  const second = refusalOfTranslation(group, { original: translationOf ?? id, locale });
  if (second) return second.detail;
  if (embargoUntil === null) return undefined;
  const refusal = refusalOfEmbargo(group, embargoUntil, now);
  return refusal && `Its embargo until ${toTimestamp(embargoUntil)} ${refusal}.`;
}
