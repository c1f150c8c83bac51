import type { Db } from '../../foundation/database/database.ts';
import { beforeEvents, findNewestEvent, hasEvent } from '../../foundation/events/find.ts';
import { eventText } from '../../foundation/http/stream/event-stream.ts';
import type { Entry, Log } from '../../foundation/http/stream/hub.ts';
import { nowhere, type Place, placeIn, placeText } from '../../foundation/page/place.ts';
import { gone, invalidRequest } from '../../foundation/problem.ts';
import { listEvents } from './list.ts';
import type { DeskEvent } from './schema.ts';

const detail =
  'No event has this cursor: it is a number alone, or of another database, or this one was restored. Begin anew at /v1/desk/events.';

/** Throws `gone` where the event at a place is not there: whoever saw it saw it in another database. */
export async function checkReached(db: Db, place: Place): Promise<void> {
  if (!(await hasEvent(db, place))) throw gone(detail, {});
}

/** The place of a cursor, and of `0`. Throws `invalid-request` for what is neither. */
export function placeAfter(text: string): Place {
  if (text === '0') return beforeEvents;
  // A number alone, as it was given until 0.2.0, does not say of which database.
  const place = /^\d{1,15}$/.test(text) ? nowhere : placeIn(text);
  if (place) return place;
  throw invalidRequest([{ parameter: 'after', detail: 'after must be the cursor of an event, or 0' }]);
}

export type ToldEvent = Entry<Place> & { event: DeskEvent };

/** All events as server-sent events, with their cursors as `id`. */
export const eventsAsLog: Log<Place, ToldEvent> = {
  idOf: placeText,
  async read(db, after, limit) {
    if (!(await hasEvent(db, after))) return undefined;
    const { data } = await listEvents(db, { after: after.seq, limit });
    return data.map((event) => ({
      place: { seq: event.seq, at: Date.parse(event.at) },
      text: eventText({ id: event.cursor, data: event }),
      event,
    }));
  },
  async reset(db) {
    const id = placeText(await findNewestEvent(db));
    return eventText({ id, event: 'reset', data: { detail } });
  },
};
