import type { App } from '../../foundation/http/request/app.ts';
import { TimestampIn } from '../../foundation/schemas/wire.ts';
import { ArticleAsOf } from '../show/history/as-of-schema.ts';
import { showAsOf } from '../show/history/as-of.ts';
import { findVisible } from '../stories/visible.ts';
import type { Parts } from './parts.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';

const asOf = TimestampIn.meta({
  description: 'A time in the past.',
  examples: ['2022-06-14T18:30:00Z'],
});

/** What the public could read of a story at a time, over HTTP. */
export function asOfRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    '/v1/desk/articles/:article/public',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getArticleAsOf',
        tags: ['Desk: versions'],
        summary: 'Get a story as the public could read it at a time',
        description:
          'Its public state then, and the story itself where it was live. Later changes do not touch it.',
        params: DeskParams,
        querystring: DeskReadQuery.extend({ asOf }),
        response: { 200: ArticleAsOf },
        problems: ['not-found'],
      },
    },
    async (request) => {
      const { body, locale, asOf, ...pictures } = request.query;
      const showing = { caller: request.actor, site, body, asked: pictures, now: clock.now() };
      return database.read(async (db) => {
        const asked = { ...request.params, locale, defaultLocale: site.defaultLocale };
        return showAsOf(db, (await findVisible(db, request.actor, asked)).id, asOf, showing);
      });
    },
  );
}
