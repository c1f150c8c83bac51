import type { App } from '../../foundation/http/app.ts';
import { answerOne, answerPage } from '../library/answers.ts';
import { actionRoutes } from './action-routes.ts';
import { DeskArticle, DeskArticlePage } from './desk-article.ts';
import { listDeskArticles } from './list.ts';
import { showArticle } from './present.ts';
import { DeskListQuery, DeskParams, DeskReadQuery } from './query.ts';
import { removalRoutes } from './removal-routes.ts';
import { seriesRoutes } from './series-routes.ts';
import { versionRoutes } from './version-routes.ts';
import { findVisible } from './visible.ts';
import { workflowRoutes } from './workflow-routes.ts';
import { writeRoutes, type Parts } from './write-routes.ts';

const tags = ['Desk: articles'];

/** The stories of the desk over HTTP, in every state. */
export function deskArticleRoutes(app: App, parts: Parts): void {
  const { database, site, clock } = parts;
  app.get(
    '/v1/desk/articles',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listDeskArticles',
        tags,
        summary: 'List stories at the desk',
        description:
          'Stories in every state, the last changed first. A reporter sees their own. Several values of one filter mean any of them; several filters mean all of them.',
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

  app.get(
    '/v1/desk/articles/:article',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getDeskArticle',
        tags,
        summary: 'Get a story at the desk',
        description:
          'Its newest version, where it stands, and what this key may do with it now. Its `etag` is what the next change sends in `If-Match`. Another’s story is to a reporter as if it were not there.',
        params: DeskParams,
        querystring: DeskReadQuery,
        response: { 200: DeskArticle },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { body, locale } = request.query;
      const showing = { caller: request.actor, site, body, now: clock.now() };
      const story = await database.read(async (db) => {
        const asked = { ...request.params, locale, defaultLocale: site.defaultLocale };
        const { id } = await findVisible(db, request.actor, asked);
        return showArticle(db, id, showing);
      });
      return answerOne(reply, story);
    },
  );

  writeRoutes(app, parts);
  workflowRoutes(app, parts);
  actionRoutes(app, parts);
  removalRoutes(app, parts);
  versionRoutes(app, parts);
  seriesRoutes(app, parts);
}
