import type { App } from '../../foundation/http/request/app.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { actionRoutes } from './action-routes.ts';
import { correctionRoutes } from './correction-routes.ts';
import { DeskArticle, DeskArticlePage } from '../show/desk-article.ts';
import { listDeskArticles } from '../show/list.ts';
import { showArticle } from '../show/present.ts';
import { DeskListQuery, DeskParams, DeskReadQuery } from '../show/query.ts';
import { openRow } from '../stories/story.ts';
import { versionRoutes } from './version-routes.ts';
import { currentStoryOf, findVisible } from '../stories/visible.ts';
import { asOfRoute } from './as-of-route.ts';
import { createRoutes } from './create-routes.ts';
import { externalIdRoutes } from './external-id-routes.ts';
import { incomingRoutes } from './incoming-routes.ts';
import type { Parts } from './parts.ts';

const tags = ['Desk: articles'];

/** The stories of the desk over HTTP, in every state. */
export function deskArticleRoutes(app: App, parts: Parts): void {
  listRoute(app, parts);
  getRoute(app, parts);
  asOfRoute(app, parts);
  createRoutes(app, parts);
  externalIdRoutes(app, parts);
  incomingRoutes(app, parts);
  actionRoutes(app, parts);
  versionRoutes(app, parts);
  correctionRoutes(app, parts);
}

function listRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/articles',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listDeskArticles',
        tags,
        summary: 'List stories at the desk',
        description: 'Stories in every state, the last changed first. A reporter sees their own.',
        querystring: DeskListQuery,
        response: { 200: DeskArticlePage },
        responseHeaders: { 200: ['Link'] },
        problems: ['unknown-reference'],
      },
    },
    async (request, reply) =>
      answerPage(
        request,
        reply,
        await database.read((db) => listDeskArticles(db, request.actor, request.query, clock.now())),
      ),
  );
}

function getRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    '/v1/desk/articles/:article',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getDeskArticle',
        tags,
        summary: 'Get a story at the desk',
        description:
          'Its newest version, its state, and what this key may do with it now. The next change sends its `etag` in `If-Match`. For a reporter, stories of others do not exist.',
        params: DeskParams,
        querystring: DeskReadQuery,
        response: { 200: DeskArticle },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { body, locale, ...pictures } = request.query;
      const showing = { caller: request.actor, site, body, asked: pictures, now: clock.now() };
      const { etag, story } = await database.read(async (db) => {
        const asked = { ...request.params, locale, defaultLocale: site.defaultLocale };
        const row = await findVisible(db, request.actor, asked);
        const story = await showArticle(db, await openRow(db, row), showing);
        return { etag: currentStoryOf(row).etag, story };
      });
      reply.header('etag', etag);
      return story;
    },
  );
}
