import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireGroupWithin } from '../stories/input/group-limit.ts';
import { loadStory, saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { findGroup, findHeir, refusalOfEmbargo } from '../stories/translations.ts';

/**
 * Sets a story's embargo (UTC milliseconds) or moves it later. Throws `rule-unmet` for other changes, and `forbidden` for
 * a key that is narrowed to other sections than those of its translations, since it holds for all of them.
 */
export async function moveEmbargo(
  work: Work,
  story: OpenedStory,
  until: number | null,
  caller?: Caller,
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { row: before } = story;
  if (until === before.embargoUntil) return story;
  await requireGroupWithin(tx, caller, before.id);
  const refusal = refusalOf(before, until, now) ?? (await refusalInGroup(tx, before, until, now));
  if (refusal !== undefined) throw ruleUnmet([{ pointer: '/embargoUntil', detail: refusal }]);
  const after = await saveStory(work, story, { embargoUntil: until });
  await record(work, {
    action: 'article.embargoed',
    subject: before.id,
    data: {
      ...(before.embargoUntil === null ? {} : { from: toTimestamp(before.embargoUntil) }),
      ...(until === null ? {} : { until: toTimestamp(until) }),
    },
  });
  return after;
}

/**
 * The embargo of a story that is killed ends with it, and holds for its other languages all the same: one of them takes it
 * over, where none has one as late.
 */
export async function handEmbargoOn(work: Work, killed: ArticleRow): Promise<void> {
  const { embargoUntil: until } = killed;
  if (until === null || until <= work.now) return;
  const heir = await findHeir(work.tx, killed);
  if (!heir || (heir.embargoUntil ?? 0) >= until) return;
  const { id, embargoUntil: from } = heir;
  await saveStory(work, await loadStory(work.tx, id), { embargoUntil: until });
  await record(work, {
    action: 'article.embargoed',
    subject: id,
    data: {
      ...(from === null ? {} : { from: toTimestamp(from) }),
      until: toTimestamp(until),
      killed: killed.id,
    },
  });
}

/** An embargo holds for all translations: it is refused beyond a schedule, and where one of them is live. */
async function refusalInGroup(
  db: Db,
  { id, translationOf, scheduledAt, scheduleFailure }: ArticleRow,
  until: number | null,
  now: number,
): Promise<string | undefined> {
  if (until === null) return undefined;
  if (scheduledAt !== null && scheduleFailure === null && scheduledAt < until) {
    return `embargoUntil cannot be later than ${toTimestamp(scheduledAt)}: the story is scheduled for then; unschedule it first`;
  }
  const others = (await findGroup(db, translationOf ?? id)).filter((member) => member.id !== id);
  const refusal = refusalOfEmbargo(others, until, now);
  return refusal && `embargoUntil ${refusal}`;
}

function refusalOf(
  { publication, embargoUntil }: ArticleRow,
  until: number | null,
  now: number,
): string | undefined {
  if (publication === 'live') return 'embargoUntil cannot be set: the story is live';
  const stands = embargoUntil !== null && embargoUntil > now;
  if (!stands || (until !== null && until > embargoUntil)) return undefined;
  return `embargoUntil can only be moved later: the embargo until ${toTimestamp(embargoUntil)} stands`;
}
