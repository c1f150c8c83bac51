import { stillHolds } from '../../access/still-holds.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import { findNewestEvent } from '../../foundation/events/find.ts';
import { openEventStream } from '../../foundation/http/stream/event-stream.ts';
import { openHub } from '../../foundation/http/stream/hub.ts';
import { lastSeen, streamAnswer, streamQuery, streamRoute } from '../../foundation/http/stream/route.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { placeSeen } from '../../foundation/page/place.ts';
import { eventsAsLog, placeAfter, type ToldEvent } from './follow.ts';
import { currentName } from './former-names.ts';
import { EventsQuery } from './schema.ts';
import { hiddenFrom } from './visible.ts';

const StreamQuery = EventsQuery.pick({ after: true, action: true, subject: true, actor: true }).extend(
  streamQuery,
);

/** The events of the desk as server-sent events, for as long as the caller's key holds. */
export function deskStreamRoute(app: App, { database, clock }: { database: Database; clock: Clock }): void {
  const hub = openHub({
    ...{ database, log: eventsAsLog },
    isEnding: app.isEnding,
    report: (err) => app.log.error({ err }, 'events could not be read for streams; trying again'),
  });

  app.get(
    '/v1/desk/events/stream',
    {
      config: { access: 'events:read', load: 'followers' },
      ...streamRoute,
      schema: {
        operationId: 'streamEvents',
        tags: ['History'],
        summary: 'Follow events as they happen',
        description:
          'Server-sent events: each as in `/v1/desk/events`, with its cursor as `id`. Begins now, after `Last-Event-ID`, or after `after`. Ends when the key does.',
        querystring: StreamQuery,
        response: streamAnswer,
      },
    },
    async (request, reply) => {
      const { actor: caller, query } = request;
      const { after, seconds, action, subject, actor } = query;
      const seen = lastSeen(request);
      const place =
        seen !== undefined
          ? placeSeen(seen)
          : after !== undefined
            ? placeAfter(after)
            : await database.read(findNewestEvent);
      const actions = action?.map(currentName);
      const hidden = hiddenFrom(caller);
      async function choose(_db: Db, told: ToldEvent[]): Promise<ToldEvent[]> {
        return told.filter(
          ({ event }) =>
            !hidden.includes(event.action.split('.', 1)[0]!) &&
            (!actions || actions.includes(event.action)) &&
            (!subject || subject.includes(event.subject)) &&
            (!actor || actor.includes(event.by.id)),
        );
      }
      const stream = openEventStream({
        seconds,
        mayGoOn: () =>
          database
            .read((db) => stillHolds(db, caller, clock.now()))
            .catch((err: unknown) => {
              request.log.warn({ err }, 'could not look whether the key of a stream still holds; it ends');
              return false;
            }),
      });
      hub.follow({ stream, place, choose });
      return stream.answer(reply);
    },
  );
}
