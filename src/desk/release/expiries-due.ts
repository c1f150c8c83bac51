import { and, asc, isNotNull, lte, sql } from 'drizzle-orm';
import type { DueWork, Waiting } from '../../foundation/due/work.ts';
import { articles } from '../stories/table.ts';
import { expireDue } from './expire.ts';

const isToEnd = and(sql`${articles.publication} = 'live'`, isNotNull(articles.expiresAt))!;

const waiting: Waiting[] = [{ at: articles.expiresAt, where: isToEnd }];

/** The due work of expiries. */
export const expiries: DueWork = {
  name: 'expiry',
  waiting,
  publicEnds: waiting,
  async findDue(db, now) {
    const { id, expiresAt } = articles;
    const rows = await db
      .select({ subject: id, at: expiresAt })
      .from(articles)
      .where(and(isToEnd, lte(expiresAt, now)))
      .orderBy(asc(expiresAt), asc(id));
    return rows.map(({ subject, at }) => ({ subject, at: at! }));
  },
  finish: expireDue,
};
