import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import { prepared } from '../../foundation/database/prepared.ts';
import type { DueWork } from '../../foundation/due/work.ts';
import { articles } from '../articles/table.ts';
import { expireDue } from './expire.ts';

/** Stories whose time in public ends. */
export const expiries: DueWork = {
  name: 'expiry',
  findNext: async (db) => (await next(db, {}))[0]?.at ?? Infinity,
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

const isToEnd = and(eq(articles.publication, 'live'), isNotNull(articles.expiresAt));

const next = prepared((db) =>
  db
    .select({ at: articles.expiresAt })
    .from(articles)
    .where(isToEnd)
    .orderBy(asc(articles.expiresAt))
    .limit(1),
);
