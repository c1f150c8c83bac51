import { asc, desc, gt } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { events } from './table.ts';

type EventRow = typeof events.$inferSelect;

/** The number and time of the newest event; 0 where there is none. */
export async function findNewestEvent(db: Db): Promise<Pick<EventRow, 'seq' | 'at'>> {
  const { seq, at } = events;
  const [row] = await db.select({ seq, at }).from(events).orderBy(desc(seq)).limit(1);
  return row ?? { seq: 0, at: 0 };
}

/** The events after a number, the oldest first; `limit` of them at most. */
export async function listEventsAfter(db: Db, after: number, limit: number): Promise<EventRow[]> {
  return db.select().from(events).where(gt(events.seq, after)).orderBy(asc(events.seq)).limit(limit);
}
