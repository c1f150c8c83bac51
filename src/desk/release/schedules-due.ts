import { and, asc, count, isNotNull, isNull, lte } from 'drizzle-orm';
import type { DueWork } from '../../foundation/due/work.ts';
import { articles } from '../stories/table.ts';
import { publishScheduled } from './publish-scheduled.ts';
import { setScheduleAside } from './set-aside.ts';

const isWaiting = and(isNotNull(articles.scheduledAt), isNull(articles.scheduleFailure))!;

/** The due work of schedules. */
export const scheduledPublications: DueWork = {
  name: 'schedule',
  waiting: [{ at: articles.scheduledAt, where: isWaiting }],
  async findDue(db, now) {
    const { id, scheduledAt } = articles;
    const rows = await db
      .select({ subject: id, at: scheduledAt })
      .from(articles)
      .where(and(lte(scheduledAt, now), isWaiting))
      .orderBy(asc(scheduledAt), asc(id));
    return rows.map(({ subject, at }) => ({ subject, at: at! }));
  },
  finish: publishScheduled,
  setAside: setScheduleAside,
  async countSetAside(db) {
    const { scheduleFailure } = articles;
    const [row] = await db.select({ counted: count() }).from(articles).where(isNotNull(scheduleFailure));
    return row!.counted;
  },
};
