import { requireScope } from '../../access/scopes.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { write } from '../../foundation/http/request/write.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import { PublishIn, UnpublishIn, WithdrawIn } from './action-schema.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { publishArticle } from '../release/publish.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { unpublishArticle } from '../release/unpublish.ts';
import { withdrawArticle } from '../release/withdraw.ts';
import { answer, ifMatch, open, type Parts } from './write-routes.ts';

const action = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  response: { 200: DeskArticle },
  responseHeaders: { 200: ['ETag' as const] },
};
const problems = [...changeProblems, 'conflict' as const];

/** Publishing a story, and taking it back. */
export function actionRoutes(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles/:article/publish',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'publishArticle',
        summary: 'Publish a story',
        description:
          'Puts its newest version before the public at once. From the second publication on, `change` says what changed; its text is public, but for a refile. What would be wrong to publish is refused with all of it named: no text, a picture without alt text or with expired rights, a record that is hidden or gone. Before a standing embargo it is 409, with `blockers`.',
        headers: ifMatch('"r1"'),
        body: PublishIn,
        problems: [...problems, 'forbidden', 'rule-unmet'],
      },
    },
    (request, reply) => {
      if (request.body.publishedAt !== undefined) requireScope(request.actor, 'articles:backdate');
      return write(request, reply, database, async (work) => {
        // Whether it is legal is told together with all else that stands in the way.
        const story = await open(work, request, site);
        const after = await publishArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      });
    },
  );

  app.post(
    '/v1/desk/articles/:article/unpublish',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'unpublishArticle',
        summary: 'Take back a story that went out in error',
        description: 'Its address answers 404, as if it had never been there.',
        headers: ifMatch('"r4"'),
        body: UnpublishIn,
        problems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await unpublishArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/withdraw',
    {
      config: { access: 'articles:withdraw' },
      schema: {
        ...action,
        operationId: 'withdrawArticle',
        summary: 'Withdraw a story',
        description:
          'Its address answers 410 with the headline and your notice to readers. It may be published again.',
        headers: ifMatch('"r4"'),
        body: WithdrawIn,
        problems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await withdrawArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}
