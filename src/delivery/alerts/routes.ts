import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { PageAsked } from '../../foundation/page/read.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { listRunning, type RunningAlert } from '../../edition/alerts/list.ts';
import { presentStoryRef } from '../../edition/show/present.ts';
import { StoryRef } from '../../edition/show/parts.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { answerPublicPage, listHeaders, withLastChange } from '../answers/page.ts';

const Alert = z
  .object({
    id: z.string(),
    headline: z.string(),
    article: StoryRef.optional().meta({ description: 'The story that it announces.' }),
    url: z
      .string()
      .optional()
      .meta({ format: 'uri', description: 'The link, when it is not to a story here.' }),
    startsAt: Timestamp,
    endsAt: Timestamp,
  })
  .meta({
    id: 'Alert',
    description: 'A breaking-news alert.',
    examples: [
      {
        id: 'alert_01g4q9c8g0f8da5pbgq5kz3xbj',
        headline: 'Sample: The footbridge of Sampleville is closed for inspection',
        startsAt: '2022-06-04T12:00:00.000Z',
        endsAt: '2099-12-31T00:00:00.000Z',
      },
    ],
  });

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

function presentAlert({ alert, story }: RunningAlert, site: Site): z.output<typeof Alert> {
  const { id, headline, url, startsAt, endsAt } = alert;
  return omitAbsent({
    id,
    headline,
    article: story && presentStoryRef(story, site),
    url,
    startsAt: toTimestamp(startsAt),
    endsAt: toTimestamp(endsAt),
  });
}
