import { type ChangeRow, findNewestPlace, isKept, listChanges } from '../../foundation/changes/find.ts';
import { eventText } from '../../foundation/http/stream/event-stream.ts';
import type { Entry, Log } from '../../foundation/http/stream/hub.ts';
import type { Place } from '../../foundation/page/place.ts';
import type { Site } from '../../library/site.ts';
import { encodePlace } from '../changes/cursor.ts';
import { presentChanges } from '../changes/present.ts';

/** A change as an event, and what filters look at. */
export type ToldChange = Entry<Place> & { row: ChangeRow };

/** The log of public changes as events: alerts have a name of their own. */
export function changesAsEvents(site: Site): Log<Place, ToldChange> {
  return {
    idOf: (place) => encodePlace({ place }),
    async read(db, after, limit) {
      if (!(await isKept(db, after))) return undefined;
      const rows = await listChanges(db, { after, limit, filters: {} });
      const changes = await presentChanges(db, rows, { whole: false, site });
      return rows.map((row, index) => {
        const change = changes[index]!;
        const event = change.kind === 'alert' ? 'alert' : 'change';
        return {
          place: { seq: row.seq, at: row.at },
          text: eventText({ id: change.cursor, event, data: change }),
          row,
        };
      });
    },
    async reset(db) {
      const detail =
        'The log of changes does not go back so far. Begin anew with /v1/changes?after=beginning.';
      const id = encodePlace({ place: await findNewestPlace(db) });
      return eventText({ id, event: 'reset', data: { detail } });
    },
  };
}
