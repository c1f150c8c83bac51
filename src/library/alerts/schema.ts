import { z } from 'zod';
import { text } from '../../foundation/text.ts';
import { Reference, TimestampIn, WebAddress } from '../../foundation/wire.ts';

const fields = z.strictObject({
  headline: text({ max: 200 }),
  article: Reference.optional().meta({ description: 'The id of the story that it announces.' }),
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
  });
export type AlertIn = z.output<typeof AlertIn>;
