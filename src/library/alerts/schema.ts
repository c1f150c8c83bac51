import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { TimestampIn, WebAddress } from '../../foundation/schemas/wire.ts';

const fields = z.strictObject({
  headline: printableLine({ max: 200 }),
  article: printableText({ max: 200 })
    .optional()
    .meta({
      description: 'The story that it announces, by id or slug; it shows only while that is live.',
      examples: ['japans-kishida-considers-joining-nato-summit-sources'],
    }),
  url: WebAddress.optional(),
  startsAt: TimestampIn,
  endsAt: TimestampIn,
});

export const AlertIn = fields
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    error: 'must be later than startsAt',
  })
  .refine(({ article, url }) => !(article && url), {
    path: ['url'],
    error: 'names a link beside a story; give one of them',
  })
  .meta({
    id: 'AlertIn',
    description: 'A breaking-news alert, with its start and its end.',
    examples: [
      {
        headline: 'Sample: leaders meet in Madrid',
        article: 'japans-kishida-considers-joining-nato-summit-sources',
        startsAt: '2026-06-29T09:00:00+02:00',
        endsAt: '2046-06-30T18:00:00+02:00',
      },
    ],
  });
export type AlertIn = z.output<typeof AlertIn>;
