import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { TimestampIn } from '../../foundation/schemas/wire.ts';
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
  before: TimestampIn.optional().meta({
    description: 'Whose rights end before this; by default a week from now.',
    examples: ['2099-01-01T00:00:00Z'],
  }),
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
        tags: ['Media'],
        summary: 'List pictures whose rights end',
        description:
          'Pictures whose rights have ended or will end within a week (or before `before`), the earliest first; `usedBy` lists the stories that show each, or did so until then.',
        querystring: endingQuery,
        response: { 200: EndingPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const { before = clock.now() + weekMs, ...page } = request.query;
      const found = await database.read(async (db) => {
        const rows = await listEnding(db, { before, ...page });
        return { ...rows, data: await showAll(db, rows.data, whereUsedFor(request.actor), site) };
      });
      return answerPage(request, reply, found);
    },
  );
}
