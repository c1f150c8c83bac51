import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import type { RunningAlert } from '../../edition/alerts/list.ts';
import { presentStoryRef } from '../../edition/show/present.ts';
import { StoryRef } from '../../edition/show/parts.ts';
import type { Site } from '../../library/site.ts';

export const Alert = z
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

/** An alert as readers see it. */
export function presentAlert({ alert, story }: RunningAlert, site: Site): z.output<typeof Alert> {
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
