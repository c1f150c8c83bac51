import { findNewestPlace, passes } from '../../foundation/changes/find.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import { invalidRequest, Problem } from '../../foundation/problem.ts';
import { openEventStream } from '../../foundation/http/stream/event-stream.ts';
import { openHub } from '../../foundation/http/stream/hub.ts';
import { lastSeen, streamAnswer, streamQuery, streamRoute } from '../../foundation/http/stream/route.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { type Place, placeSeen } from '../../foundation/page/place.ts';
import type { Site } from '../../library/site.ts';
import { decodePlace } from '../changes/cursor.ts';
import { sectionsOf } from '../changes/read.ts';
import { ChangesQuery } from '../changes/schema.ts';
import { changesAsEvents, type ToldChange } from './log.ts';

type Parts = { database: Database; site: Site };

const StreamQuery = ChangesQuery.pick({ after: true, kind: true, section: true, locale: true }).extend({
  after: ChangesQuery.shape.after.unwrap().optional().meta({
    description: 'Where there is no `Last-Event-ID` yet: the `cursor` of a change.',
  }),
  ...streamQuery,
});

/** The log of public changes as server-sent events. */
export function streamRoutes(app: App, { database, site }: Parts): void {
  const hub = openHub({
    ...{ database, log: changesAsEvents(site) },
    isEnding: app.isEnding,
    report: (err) => app.log.error({ err }, 'changes could not be read for streams; trying again'),
  });

  app.get(
    '/v1/stream',
    {
      config: { access: 'public', cacheable: false, load: 'followers' },
      ...streamRoute,
      schema: {
        operationId: 'streamChanges',
        tags: ['Changes'],
        summary: 'Follow public changes as they happen',
        description:
          'Server-sent events: `change` and `alert`, each as in `/v1/changes`, with its cursor as `id`. Begins now, after `Last-Event-ID`, or after `after`. `reset` says that the log does not go back so far.',
        querystring: StreamQuery,
        response: streamAnswer,
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) => {
      const { after, kind, locale, section, seconds } = request.query;
      const { place, ...asked } = await database.read(async (db) => ({
        place: await startOf(db, { seen: lastSeen(request), after }),
        ...(await sectionsOf(db, section)),
      }));
      let filters = { kinds: kind, locales: locale, ...asked };
      // More may be below a section meanwhile; one that is gone is refused when the client comes back.
      async function choose(db: Db, told: ToldChange[]): Promise<ToldChange[]> {
        if (section && told.some(({ row }) => row.kind === 'section'))
          try {
            filters = { ...filters, ...(await sectionsOf(db, section)) };
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            stream.end();
          }
        return told.filter(({ row }) => passes(row, filters));
      }
      const stream = openEventStream({ seconds });
      hub.follow({ stream, place, choose });
      return stream.answer(reply);
    },
  );
}

/** Where a client begins: where it was, at `after`, or now. */
async function startOf(
  db: Db,
  { seen, after }: { seen: string | undefined; after: string | undefined },
): Promise<Place> {
  if (seen !== undefined) return placeSeen(seen);
  return after === undefined ? findNewestPlace(db) : placeAfter(after);
}

/** Throws `invalid-request` for what is no cursor, or one of a first reading, which only `/v1/changes` goes on with. */
function placeAfter(text: string): Place {
  const { place, walk } = decodePlace(text);
  if (!walk) return place;
  const detail = 'after is within a first reading: go on at /v1/changes until page.more is false';
  throw invalidRequest([{ parameter: 'after', detail }]);
}
