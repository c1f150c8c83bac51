import type { Db } from '../../foundation/database/database.ts';
import { findNewestEvent } from '../../foundation/events/find.ts';
import { eventText } from '../../foundation/http/stream/event-stream.ts';
import type { Entry, Log } from '../../foundation/http/stream/hub.ts';
import { gone } from '../../foundation/problem.ts';
import { listEvents } from './list.ts';
import type { DeskEvent } from './schema.ts';

const detail =
  'There is no event with this number: the database is another one, or was restored. Begin anew at /v1/desk/events.';

/** Throws `gone` where no event has that number yet: whoever saw it saw it in another database. */
export async function checkReached(db: Db, seq: number): Promise<void> {
  if (!(await isReached(db, seq))) throw gone(detail, {});
}

type Place = { seq: number };
export type ToldEvent = Entry<Place> & { event: DeskEvent };

/** All events as server-sent events, with their numbers as `id`. */
export const eventsAsLog: Log<Place, ToldEvent> = {
  idOf: ({ seq }) => String(seq),
  async read(db, { seq: after }, limit) {
    if (!(await isReached(db, after))) return undefined;
    const { data } = await listEvents(db, { after, limit });
    return data.map((event) => ({
      place: { seq: event.seq },
      text: eventText({ id: String(event.seq), data: event }),
      event,
    }));
  },
  async reset(db) {
    const { seq } = await findNewestEvent(db);
    return eventText({ id: String(seq), event: 'reset', data: { detail } });
  },
};

async function isReached(db: Db, seq: number): Promise<boolean> {
  return seq <= (await findNewestEvent(db)).seq;
}
