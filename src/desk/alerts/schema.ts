import { z } from 'zod';
import { patchOf } from '../../foundation/http/request/merge-patch.ts';
import { pageSchema } from '../../foundation/page/schema.ts';
import { AlertIn } from '../../library/alerts/schema.ts';
import { kept } from '../../foundation/http/answer/kept.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';

const at = { createdAt: '2022-06-04T12:00:00.000Z', updatedAt: '2022-06-04T12:00:00.000Z' };

export const AlertState = z.enum(['waiting', 'running', 'over']);

export const DeskAlert = z
  .object({
    id: z.string(),
    headline: z.string(),
    article: z
      .object({
        id: z.string(),
        live: z.boolean().meta({
          description:
            'Whether the story is live, or the one that it was consolidated into: the alert shows only then.',
        }),
      })
      .optional()
      .meta({ description: 'The story that it announces.' }),
    url: z.string().optional().meta({ format: 'uri' }),
    startsAt: Timestamp,
    endsAt: Timestamp,
    state: AlertState.meta({
      description: 'Its state: before its start, between start and end, or after its end.',
    }),
    ...kept,
  })
  .meta({
    id: 'DeskAlert',
    description: 'An alert as the desk sees it.',
    examples: [
      {
        id: 'alert_01g4q9c8g0f8da5pbgq5kz3xbj',
        headline: 'Sample: voting begins',
        startsAt: '2022-06-12T09:00:00.000Z',
        endsAt: '2022-06-12T21:00:00.000Z',
        state: 'over',
        revision: 1,
        etag: '"r1"',
        ...at,
      },
    ],
  });

export const AlertParams = z.strictObject({
  alert: z
    .string()
    .min(1)
    .meta({ description: 'Its id.', examples: ['alert_01g4q9c8g0f8da5pbgq5kz3xbj'] }),
});

export const AlertPatch = patchOf(AlertIn, {
  id: 'AlertPatch',
  description: 'The changes of an alert. An end in the past ends it at once.',
  examples: [{ headline: 'Sample: voting goes on' }],
});

export const AlertPage = pageSchema('DeskAlertPage', DeskAlert);
