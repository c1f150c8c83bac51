import type { App } from '../../foundation/http/request/app.ts';
import { write } from '../../foundation/http/request/write.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { answer, ifMatch, open, type Parts } from './write-routes.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import { expireArticle } from '../release/expire.ts';
import { extendArticle } from '../release/extend.ts';
import { ExpireIn, ExtendIn } from './expiry-schema.ts';

const action = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  response: { 200: DeskArticle },
  responseHeaders: { 200: ['ETag' as const] },
  problems: [...changeProblems, 'conflict' as const, 'rule-unmet' as const],
};

/** Stories whose time in public ends. */
export function expiryRoutes(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles/:article/expire',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'expireArticle',
        summary: "End a story's time in public",
        description:
          'Now, or at a moment to come; another moment takes the place of the first. From then on its address answers 410 and says since when, with no headline, and it is in no list. It is not published again before it is extended.',
        headers: ifMatch('"r4"'),
        body: ExpireIn,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await expireArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/extend',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'extendArticle',
        summary: 'Give a story more time in public',
        description:
          'Until a later moment, or without end. One that has expired may be published again then; this alone does not publish it.',
        headers: ifMatch('"r5"'),
        body: ExtendIn,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await extendArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}
