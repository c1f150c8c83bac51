import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import { lastModified } from '../../foundation/http/conditional.ts';
import type { App } from '../../foundation/http/app.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { findPulse } from '../../foundation/pulse/pulse.ts';
import { Timestamp } from '../../foundation/wire.ts';
import { listRunning, type RunningAlert } from '../../edition/alerts/list.ts';
import { presentStory } from '../../edition/articles/present.ts';
import { StoryRef } from '../../edition/articles/parts.ts';
import type { Site } from '../../library/site.ts';

const Alert = z
  .object({
    id: z.string(),
    headline: z.string(),
    article: StoryRef.optional().meta({ description: 'The story that it announces.' }),
    url: z
      .string()
      .optional()
      .meta({ format: 'uri', description: 'Where it leads, when that is no story here.' }),
    startsAt: Timestamp,
    endsAt: Timestamp,
  })
  .meta({
    id: 'Alert',
    description: 'A line of the breaking ticker.',
    examples: [
      {
        id: 'alert_01g4q9c8g0f8da5pbgq5kz3xbj',
        headline: 'Sample: The footbridge of Sampleville is closed for inspection',
        startsAt: '2022-06-04T12:00:00.000Z',
        endsAt: '2099-12-31T00:00:00.000Z',
      },
    ],
  });

const Alerts = z
  .object({ data: z.array(Alert) })
  .meta({ id: 'Alerts', description: 'The lines of the ticker that run now, newest first.' });

export function alertRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/alerts',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'listAlerts',
        tags: ['Alerts'],
        summary: 'List running alerts',
        description:
          'The breaking ticker: what runs now, newest first, at most 100. An alert for a story runs only while that story is live.',
        response: { 200: Alerts },
      },
    },
    async (_request, reply) => {
      const { alerts, at } = await database.read(async (db) => ({
        alerts: await listRunning(db),
        at: (await findPulse(db)).at,
      }));
      lastModified(reply, at);
      return { data: alerts.map((alert) => presentAlert(alert, site)) };
    },
  );
}

function presentAlert({ alert, story }: RunningAlert, site: Site): z.output<typeof Alert> {
  const { id, headline, url, startsAt, endsAt } = alert;
  return omitAbsent({
    id,
    headline,
    article: story && presentStory(story, site),
    url,
    startsAt: toTimestamp(startsAt),
    endsAt: toTimestamp(endsAt),
  });
}
