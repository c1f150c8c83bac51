import type { App } from '../../foundation/http/request/app.ts';
import { write } from '../../foundation/http/request/write.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { answer, ifMatch, open, type Parts } from './write-routes.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import { scheduleArticle } from '../release/schedule.ts';
import { ScheduleIn } from '../show/schedule-schema.ts';
import { unscheduleArticle } from '../release/unschedule.ts';

const action = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  response: { 200: DeskArticle },
  responseHeaders: { 200: ['ETag' as const] },
};

/** Stories that go out by themselves. */
export function scheduleRoutes(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles/:article/schedule',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'scheduleArticle',
        summary: 'Let a story go out by itself',
        description:
          'Its newest version goes out at that moment, never before it and within a second of it; what is saved later does not go out with it. Scheduling again takes the place of the first schedule, and so does publishing. What will stand in the way then is refused now, as publishing would: a picture whose rights run out before is 422, an embargo that ends later 409. It is looked at again when it goes out; what stands in the way by then is told in `scheduled.failed`, and nothing goes out until it is scheduled again.',
        headers: ifMatch('"r1"'),
        body: ScheduleIn,
        problems: [...changeProblems, 'conflict', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        // Whether it is legal is told together with all else that will stand in the way.
        const story = await open(work, request, site);
        const after = await scheduleArticle(work, story, { ...request.body, caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/unschedule',
    {
      config: { access: 'articles:publish' },
      schema: {
        ...action,
        operationId: 'unscheduleArticle',
        summary: 'Take a story off the schedule',
        description: 'Nothing of it goes out by itself any more.',
        headers: ifMatch('"r2"'),
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await open(work, request, site);
        const after = await unscheduleArticle(work, story, { caller: request.actor });
        return answer(work, after, request, { site });
      }),
  );
}
