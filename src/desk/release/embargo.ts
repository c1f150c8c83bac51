import { and, asc, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { articles, type ArticleRow } from '../stories/table.ts';

/** Sets a story's embargo (UTC milliseconds) or moves it later. Throws `rule-unmet` for other changes. */
export async function moveEmbargo(
  work: Work,
  story: OpenedStory,
  until: number | null,
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { row: before } = story;
  if (until === before.embargoUntil) return story;
  const refusal = refusalOf(before, until, now) ?? (await refusalOfSchedules(tx, before, until));
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

/** An embargo beyond a schedule is refused, so that no schedule is removed silently. */
async function refusalOfSchedules(
  db: Db,
  { id, scheduledAt, scheduleFailure }: ArticleRow,
  until: number | null,
): Promise<string | undefined> {
  if (until === null) return undefined;
  if (scheduledAt !== null && scheduleFailure === null && scheduledAt < until) {
    return `embargoUntil cannot be later than ${toTimestamp(scheduledAt)}: the story is scheduled for then; unschedule it first`;
  }
  const [translation] = await db
    .select({ at: articles.scheduledAt })
    .from(articles)
    .where(
      and(
        eq(articles.translationOf, id),
        isNotNull(articles.scheduledAt),
        isNull(articles.scheduleFailure),
        lt(articles.scheduledAt, until),
      ),
    )
    .orderBy(asc(articles.scheduledAt))
    .limit(1);
  if (!translation) return undefined;
  return `embargoUntil cannot be later than ${toTimestamp(translation.at!)}: a translation is scheduled for then; unschedule it first`;
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
