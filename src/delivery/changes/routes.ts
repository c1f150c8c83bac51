import type { Database } from '../../foundation/database/database.ts';
import type { LoadClass } from '../../foundation/http/admission/load-class.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { readChanges } from './read.ts';
import { ChangePage, ChangesQuery } from './schema.ts';
import { waitForCommit } from './wait.ts';

type Parts = { database: Database; site: Site };

/** The log of public changes, read from any place on. */
export function changeRoutes(app: App, { database, site }: Parts): void {
  app.get(
    '/v1/changes',
    {
      config: { access: 'public', cacheable: false, load: loadOf },
      // Longer than anybody may wait.
      handlerTimeout: 60_000,
      schema: {
        operationId: 'listChanges',
        tags: ['Changes'],
        summary: 'List public changes',
        description:
          'What became public, changed or was removed since a place in the log, the oldest first, and the `Surrogate-Key`s to purge. Begin with `after=beginning`, go on with `page.next`. 410: the log does not go back so far; begin anew.',
        querystring: ChangesQuery,
        response: { 200: ChangePage },
        problems: ['gone', 'unknown-reference'],
      },
    },
    async (request) => {
      const { wait = 0 } = request.query;
      const until = performance.now() + wait * 1000;
      function isOver(): boolean {
        return app.isEnding() || request.raw.socket.destroyed;
      }
      for (;;) {
        // Asked first, so that a commit during the reading ends the wait at once.
        const version = database.version();
        const page = await database.read((db) => readChanges(db, request.query, site));
        const ms = until - performance.now();
        const isTold = page.data.length > 0 || page.page.more || request.query.after === undefined;
        if (isTold || ms <= 0 || isOver()) return page;
        await waitForCommit(database, version, { ms, isOver });
      }
    },
  );
}

/** Who waits takes no place of those who are answered at once. */
function loadOf(query: string): LoadClass {
  return new URLSearchParams(query).has('wait') ? 'followers' : 'heavy';
}
