import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write } from '../../foundation/http/request/write.ts';
import { createWanted } from '../publishing/create.ts';
import { CreateIn } from '../publishing/schema.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { NewQuery } from '../show/query.ts';
import { answer } from './answer.ts';
import { bodyLimit, type Parts } from './parts.ts';

const tags = ['Desk: articles'];

/** Creating stories. */
export function createRoutes(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'createArticle',
        tags,
        summary: 'Create a story',
        description:
          'Its version 1, a draft. Nothing of it is public, unless `publish` asks for that. An explicit slug that is taken is refused; one made from the headline gets a number.',
        querystring: NewQuery,
        headers: IdempotencyKey,
        body: CreateIn,
        response: { 201: DeskArticle },
        responseHeaders: { 201: ['ETag'] },
        problems: ['forbidden', 'conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await createWanted(work, request.body, {
          defaultLocale: site.defaultLocale,
          caller: request.actor,
        });
        return answer(work, story, request, { site, isNew: true });
      }),
  );
}
