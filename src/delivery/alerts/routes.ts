import { z } from 'zod';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { PageAsked } from '../../foundation/page/read.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { listRunning } from '../../edition/alerts/list.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { Alert, presentAlert } from './alert.ts';
import { answerPublicPage, listHeaders, withLastChange } from '../answers/page.ts';

const AlertPage = pageSchema('AlertPage', Alert);

export function alertRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/alerts',
    {
      config: { access: 'public', lifetime: lifetimes.ticker, surrogateKey: 'alerts' },
      schema: {
        operationId: 'listAlerts',
        tags: ['Alerts'],
        summary: 'List running alerts',
        description:
          'Breaking-news alerts that run now, newest first. An alert for a story runs only while that story is live, or the one that it was consolidated into, which it then shows.',
        querystring: z.strictObject(pageQuery),
        response: { 200: AlertPage },
        responseHeaders: listHeaders,
      },
    },
    async (request, reply) =>
      answerPublicPage(
        request,
        reply,
        await database.read((db) => withLastChange(db, presentPage(db, request.query, site))),
      ),
  );
}

async function presentPage(db: Db, query: PageAsked, site: Site) {
  const { data, page } = await listRunning(db, query);
  return { data: data.map((alert) => presentAlert(alert, site)), page };
}
