import { and, eq, gt, gte, inArray, lte, notLike } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { Page } from '../../foundation/page/page.ts';
import { placeText } from '../../foundation/page/place.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { namesOnRecord, currentName } from './former-names.ts';
import type { DeskEvent } from './schema.ts';

/** The filters of events. Several values of one filter mean any of them; times are UTC milliseconds. */
export type EventFilters = {
  action?: string[] | undefined;
  subject?: string[] | undefined;
  actor?: string[] | undefined;
  atFrom?: number | undefined;
  atTo?: number | undefined;
  /** Only events with greater numbers, the oldest first. */
  after?: number | undefined;
};

type Listing = EventFilters &
  PageAsked & {
    /** Prefixes of actions to leave out. */
    without?: readonly string[];
  };

/** One page of events, the newest first; the oldest first where `after` is given. */
export async function listEvents(
  db: Db,
  { limit, cursor, count, without = [], ...filters }: Listing,
): Promise<Page<DeskEvent>> {
  const { action, subject, actor, atFrom, atTo, after } = filters;
  const isForward = after !== undefined;
  const { data, page } = await readPage(
    db,
    { limit, cursor, count },
    {
      list: { sort: isForward ? 'seq' : '-seq', filters },
      order: { columns: [events.seq], descending: !isForward },
      keyOf: ({ event }) => [event.seq],
      where: and(
        action && inArray(events.action, action.flatMap(namesOnRecord)),
        subject && inArray(events.subject, subject),
        actor && inArray(events.actor, actor),
        ...without.map((thing) => notLike(events.action, `${thing}.%`)),
        atFrom === undefined ? undefined : gte(events.at, atFrom),
        atTo === undefined ? undefined : lte(events.at, atTo),
        isForward ? gt(events.seq, after) : undefined,
      ),
      select: () => selectEvents(db),
    },
  );
  return { data: data.map(presentEvent), page };
}

/** The event with this number. */
export async function findEvent(db: Db, seq: number): Promise<DeskEvent | undefined> {
  const [row] = await selectEvents(db).where(eq(events.seq, seq));
  return row && presentEvent(row);
}

function selectEvents(db: Db) {
  return db
    .select({ event: events, name: actors.name })
    .from(events)
    .innerJoin(actors, eq(actors.id, events.actor));
}

function presentEvent({ event, name }: { event: typeof events.$inferSelect; name: string }): DeskEvent {
  const { at, actor: id, action: recorded, ...told } = event;
  const action = currentName(recorded);
  const cursor = placeText({ seq: told.seq, at });
  return omitAbsent({ ...told, cursor, action, at: toTimestamp(at), by: { id, name } });
}
