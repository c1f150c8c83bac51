import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { DeskParams } from '../show/query.ts';
import { findVisible } from '../stories/visible.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { checkReached, placeAfter } from './follow.ts';
import { listEvents } from './list.ts';
import { DeskEventPage, EventsQuery, HistoryQuery } from './schema.ts';
import { hiddenFrom } from './visible.ts';

const tags = ['History'];

/** All events, and those of one story. */
export function deskEventRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/desk/events',
    {
      config: { access: 'events:read' },
      schema: {
        operationId: 'listEvents',
        tags,
        summary: 'List events',
        description:
          'All changes: who, what, when and why, the newest first. Events of keys and actors need `keys:manage`.',
        querystring: EventsQuery,
        response: { 200: DeskEventPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['gone'],
      },
    },
    async (request, reply) => {
      const { query, actor } = request;
      const after = query.after === undefined ? undefined : placeAfter(query.after);
      const page = await database.read(async (db) => {
        if (after) await checkReached(db, after);
        return listEvents(db, { ...query, after: after?.seq, without: hiddenFrom(actor) });
      });
      return answerPage(request, reply, page);
    },
  );

  app.get(
    '/v1/desk/articles/:article/history',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getArticleHistory',
        tags,
        summary: "Get a story's history",
        description: 'Its events, the newest first. A reporter sees only those of their own stories.',
        params: DeskParams,
        querystring: HistoryQuery,
        response: { 200: DeskEventPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { article } = request.params;
      const { locale, ...asked } = request.query;
      const { defaultLocale } = site;
      const page = await database.read(async (db) => {
        const { id } = await findVisible(db, request.actor, { article, locale, defaultLocale });
        return listEvents(db, { ...asked, subject: [id] });
      });
      return answerPage(request, reply, page);
    },
  );
}
