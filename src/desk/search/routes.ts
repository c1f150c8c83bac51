import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { searchDesk } from './find.ts';
import { DeskSearchPage, DeskSearchQuery } from './schema.ts';

export function deskSearchRoutes(app: App, { database, clock }: { database: Database; clock: Clock }): void {
  app.get(
    '/v1/desk/search',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'searchDeskArticles',
        tags: ['Desk: articles'],
        summary: 'Search stories at the desk',
        description:
          'The newest versions of stories in every state by their words: also notes, sluglines and external ids, and names that are hidden. A reporter finds their own. The filters are those of the list at the desk.',
        querystring: DeskSearchQuery,
        response: { 200: DeskSearchPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) =>
      answerPage(
        request,
        reply,
        await database.read((db) => searchDesk(db, request.actor, request.query, clock.now())),
      ),
  );
}
