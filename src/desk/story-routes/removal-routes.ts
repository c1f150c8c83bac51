import type { App } from '../../foundation/http/request/app.ts';
import { write } from '../../foundation/http/request/write.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import { consolidateArticle } from '../release/consolidate.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { killArticle } from '../release/kill.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { spareArticle } from '../release/spare.ts';
import { ConsolidateIn, KillIn, SpareIn } from './workflow-schema.ts';
import { answer, ifMatch, open, type Parts } from './write-routes.ts';

const removal = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  response: { 200: DeskArticle },
  responseHeaders: { 200: ['ETag' as const] },
};
const problems = [...changeProblems, 'conflict' as const];

/** Taking a story away for good, or into another. */
export function removalRoutes(app: App, { database, site, killNeedsTwo = false }: Parts): void {
  app.post(
    '/v1/desk/articles/:article/kill',
    {
      config: { access: 'articles:kill' },
      schema: {
        ...removal,
        operationId: 'killArticle',
        summary: 'Kill a story for good',
        description:
          'In whatever state it is, also before it was ever public. Where readers had it, its addresses answer 410 with your notice and the substitute, without its headline; where they had not, it stays unheard of. Nothing can be done with it any more, not by an update that its source sends either: every move is 409. Its embargo ends with it. Translations are stories of their own and stay: `stillLive` names those that are live. With the setting `KILL_NEEDS_TWO` the first call only proposes it, as `killProposed`, and the call of somebody else does it, in their words.',
        headers: ifMatch('"r4"'),
        body: KillIn,
        problems: [...problems, 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await killArticle(work, story, {
          ...request.body,
          needsTwo: killNeedsTwo,
          caller: request.actor,
        });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/spare',
    {
      config: { access: 'articles:kill' },
      schema: {
        ...removal,
        operationId: 'spareArticle',
        summary: 'Take back a proposal to kill a story',
        description: 'For whoever proposed it, and for everybody else who may kill.',
        headers: ifMatch('"r5"'),
        body: SpareIn,
        problems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await spareArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/consolidate',
    {
      config: { access: 'articles:consolidate' },
      schema: {
        ...removal,
        operationId: 'consolidateArticle',
        summary: 'Consolidate a story into another',
        description:
          'For two live stories on one thing, in one language. It leaves every list, and all its addresses answer 301 to the other one, wherever that goes later. Published again, it is itself once more.',
        headers: ifMatch('"r4"'),
        body: ConsolidateIn,
        problems: [...problems, 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await consolidateArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}
