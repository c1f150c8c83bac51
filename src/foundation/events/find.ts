import { asc, desc, eq, gt } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import type { Place } from '../page/place.ts';
import { events } from './table.ts';

type EventRow = typeof events.$inferSelect;

const place = { seq: events.seq, at: events.at };

/** Before the first event. */
export const beforeEvents: Place = { seq: 0, at: 0 };

/** The place of the newest event. */
export async function findNewestEvent(db: Db): Promise<Place> {
  const [row] = await db.select(place).from(events).orderBy(desc(events.seq)).limit(1);
  return row ?? beforeEvents;
}

/** Whether the event at a place is there. It is not in another database, or when this one was restored since. */
export async function hasEvent(db: Db, { seq, at }: Place): Promise<boolean> {
  if (seq === 0) return at === 0;
  const [row] = await db.select(place).from(events).where(eq(events.seq, seq));
  return row?.at === at;
}

/** The events after a number, the oldest first; `limit` of them at most. */
export async function listEventsAfter(db: Db, after: number, limit: number): Promise<EventRow[]> {
  return db.select().from(events).where(gt(events.seq, after)).orderBy(asc(events.seq)).limit(limit);
}
