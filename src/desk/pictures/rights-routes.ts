import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { timeFrom, timeTo } from '../../foundation/schemas/query.ts';
import type { Site } from '../../library/site.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { listEnding } from './media-list.ts';
import { showAll } from './show.ts';
import { DeskMediaInUse } from './media-schema.ts';
import { whereUsedFor } from '../show/all-uses.ts';

const weekMs = 7 * 86_400_000;

const EndingPage = pageSchema('EndingRightsPage', DeskMediaInUse);
const endingQuery = z.strictObject({
  ...pageQuery,
  usableFrom: timeFrom('Whose rights end at this moment or later.'),
  usableTo: timeTo('Whose rights end at this moment or earlier; by default a week from now.'),
});

/** The list of pictures whose rights end soon or have ended. */
export function rightsRoutes(
  app: App,
  { database, site, clock }: { database: Database; site: Site; clock: Clock },
): void {
  app.get(
    '/v1/desk/lists/rights',
    {
      config: { access: 'library:read' },
      schema: {
        operationId: 'listEndingRights',
        tags: ['Desk: pictures'],
        summary: 'List pictures whose rights end',
        description:
          'Pictures whose rights have ended or will end within a week (or until `usableTo`), the earliest first; `usedBy` lists the stories that show each, or did so until then.',
        querystring: endingQuery,
        response: { 200: EndingPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const { usableTo = clock.now() + weekMs, ...page } = request.query;
      const found = await database.read(async (db) => {
        const rows = await listEnding(db, { usableTo, ...page });
        return { ...rows, data: await showAll(db, rows.data, whereUsedFor(request.actor), site) };
      });
      return answerPage(request, reply, found);
    },
  );
}
