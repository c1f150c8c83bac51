import { and, asc, count, isNotNull, isNull, lte } from 'drizzle-orm';
import { prepared } from '../../foundation/database/prepared.ts';
import type { DueWork } from '../../foundation/due/work.ts';
import { articles } from '../articles/table.ts';
import { publishScheduled } from './publish-scheduled.ts';
import { setScheduleAside } from './set-aside.ts';

/** Stories that go out by themselves. */
export const scheduledPublications: DueWork = {
  name: 'schedule',
  publishes: true,
  findNext: async (db) => (await next(db, {}))[0]?.at ?? Infinity,
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

const isWaiting = and(isNotNull(articles.scheduledAt), isNull(articles.scheduleFailure));

const next = prepared((db) =>
  db
    .select({ at: articles.scheduledAt })
    .from(articles)
    .where(isWaiting)
    .orderBy(asc(articles.scheduledAt))
    .limit(1),
);
