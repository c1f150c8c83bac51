import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { TimestampIn } from '../../foundation/schemas/wire.ts';

const reason = printableText({ max: 1000 }).meta({ description: 'Why, for the newsroom. Never public.' });

export const ExpireIn = z
  .strictObject({
    at: TimestampIn.optional().meta({
      description: 'When its time in public ends: a moment to come, with its offset. Absent: now.',
    }),
    reason,
  })
  .meta({
    id: 'ExpireIn',
    description: 'When a story leaves the public, and why.',
    examples: [{ at: '2045-07-01T00:00:00Z', reason: 'The licence of the courier ends.' }],
  });

export const ExtendIn = z
  .strictObject({
    until: TimestampIn.nullable().meta({
      description: 'When its time in public ends now: later than before. `null`: never.',
    }),
    reason: reason.optional(),
  })
  .meta({
    id: 'ExtendIn',
    description: 'How much more time a story has in public.',
    examples: [{ until: '2046-07-01T00:00:00Z', reason: 'The licence was renewed.' }, { until: null }],
  });
