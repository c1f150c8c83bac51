import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { pageAmong } from '../../foundation/page/read.ts';
import { PageInfo, pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { countWaiting } from '../incoming/list.ts';
import { countList } from '../show/list.ts';
import { listNames, workingLists } from '../show/working-lists.ts';

const { total, totalAtLeast } = PageInfo.shape;

const DeskList = z
  .object({
    name: z.enum([...listNames, 'incoming']),
    title: z.string(),
    description: z.string(),
    total: total.meta({ description: 'How many are in it, up to 10,000.' }),
    totalAtLeast,
    address: z.string().meta({ description: 'Where it is.' }),
  })
  .meta({
    id: 'DeskList',
    description: 'A working list.',
    examples: [
      {
        name: 'review',
        title: workingLists.review.title,
        description: workingLists.review.description,
        total: 3,
        address: '/v1/desk/articles?list=review',
      },
    ],
  });

const DeskListPage = pageSchema('DeskListPage', DeskList);

/** What waits of what sources sent; beside the lists of stories. */
const incomingList = {
  name: 'incoming' as const,
  title: 'From the wire',
  description:
    'Versions that sources sent and that wait for a decision, cancellations of live stories and of drafts first.',
  address: '/v1/desk/incoming?state=waiting',
};

/** The working lists, each with its number of stories. */
export function deskListRoutes(app: App, { database, clock }: { database: Database; clock: Clock }): void {
  app.get(
    '/v1/desk/lists',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listDeskLists',
        tags: ['Desk: articles'],
        summary: 'List the working lists',
        description:
          'The working lists, each with the number of its stories and its address; `incoming` is what sources sent and what waits. For reporters they contain only their own stories.',
        querystring: z.strictObject(pageQuery),
        response: { 200: DeskListPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const { actor, query } = request;
      const lists = await database.read(async (db) => {
        const data: z.output<typeof DeskList>[] = [];
        for (const name of listNames) {
          const { title, description } = workingLists[name];
          const counted = await countList(db, actor, name, clock.now());
          data.push({ name, title, description, ...counted, address: `/v1/desk/articles?list=${name}` });
        }
        data.push({ ...incomingList, ...(await countWaiting(db, actor)) });
        return data;
      });
      return answerPage(request, reply, pageAmong(lists, query, 'lists'));
    },
  );
}
