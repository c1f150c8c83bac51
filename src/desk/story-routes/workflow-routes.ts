import type { App } from '../../foundation/http/request/app.ts';
import { write } from '../../foundation/http/request/write.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import { approveArticle } from '../review/approve.ts';
import { breakEmbargo } from '../release/break-embargo.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { returnArticle } from '../review/return.ts';
import { submitArticle } from '../review/submit.ts';
import { BreakEmbargoIn, ReturnIn } from './workflow-schema.ts';
import { answer, ifMatch, open, type Parts } from './write-routes.ts';

const move = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  response: { 200: DeskArticle },
  responseHeaders: { 200: ['ETag' as const] },
};
const problems = [...changeProblems, 'conflict' as const];

/** A copy's way through the newsroom before it is published. */
export function workflowRoutes(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles/:article/submit',
    {
      config: { access: 'articles:work' },
      schema: {
        ...move,
        operationId: 'submitArticle',
        summary: 'Submit a copy for review',
        description:
          'From draft to review. It can still be changed there, and stays in review; a copy that was approved and is changed goes back to review. Once a story is published, its next change starts a new draft.',
        headers: ifMatch('"r1"'),
        problems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await submitArticle(work, story, { caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/approve',
    {
      config: { access: 'articles:approve' },
      schema: {
        ...move,
        operationId: 'approveArticle',
        summary: 'Approve a copy in review',
        description:
          'This version of it, and none that is saved later. 409 for whoever saved any of it since the last approval or publication: nobody approves their own words, with whatever key. A section can ask for approval before its stories are published.',
        headers: ifMatch('"r2"'),
        problems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await approveArticle(work, story, { caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/return',
    {
      config: { access: 'articles:work' },
      schema: {
        ...move,
        operationId: 'returnArticle',
        summary: 'Return a copy to draft',
        description:
          'From review or approved. Reporters take their own copies back while these are in review; what was approved is returned with the scope `articles:approve`, and is approved no longer.',
        headers: ifMatch('"r3"'),
        body: ReturnIn,
        problems: [...problems, 'forbidden'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await returnArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/break-embargo',
    {
      config: { access: 'articles:break-embargo' },
      schema: {
        ...move,
        operationId: 'breakEmbargo',
        summary: 'Break an embargo',
        description:
          'Lifts a standing embargo, or with `until` lets it end earlier. It publishes nothing. A translation made under an embargo has one of its own.',
        headers: ifMatch('"r1"'),
        body: BreakEmbargoIn,
        problems: [...problems, 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await breakEmbargo(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}
