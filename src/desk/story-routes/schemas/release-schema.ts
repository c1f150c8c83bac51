/** The bodies of the actions that publish a story or remove it from the public. */
import { z } from 'zod';
import { printableText } from '../../../foundation/schemas/text.ts';
import { Reference, TimestampIn } from '../../../foundation/schemas/wire.ts';
import { reason } from './copy-schema.ts';

export const UnpublishIn = z.strictObject({ reason }).meta({
  id: 'UnpublishIn',
  description: 'Why the story is unpublished.',
  examples: [{ reason: 'Published before the vote was over.' }],
});

const translations = z.boolean().optional().meta({
  description: '`true`: its translations as well, with the same reason and notice.',
});

export const WithdrawIn = z
  .strictObject({
    reason,
    notice: printableText({ max: 1000 }).meta({ description: 'The notice to readers instead of the story.' }),
    translations,
  })
  .meta({
    id: 'WithdrawIn',
    description: 'Why the story is withdrawn, and the notice to readers.',
    examples: [
      {
        reason: 'The minutes show that the vote was only on a study.',
        notice: 'This sample was withdrawn: the council voted on a study, not on a bus.',
      },
    ],
  });

export const BreakEmbargoIn = z
  .strictObject({
    reason,
    until: TimestampIn.optional().meta({
      description: 'When the embargo is to end instead, in the future. Absent: at once.',
    }),
  })
  .meta({
    id: 'BreakEmbargoIn',
    description: 'Why the embargo is broken, and when it ends instead.',
    examples: [{ reason: 'The council itself published the result.' }],
  });

export const KillIn = z
  .strictObject({
    reason,
    notice: printableText({ max: 1000 }).meta({ description: 'The notice to readers instead of the story.' }),
    translations,
    substitute: Reference.optional().meta({
      description: 'The story to read instead, by id or slug. Readers are told of it while it is live.',
    }),
  })
  .meta({
    id: 'KillIn',
    description: 'Why the story is killed, and the notice to readers.',
    examples: [
      {
        reason: 'The minutes are forged.',
        notice: 'This sample was removed: it rested on forged minutes.',
      },
      {
        reason: 'The source is in danger.',
        notice: 'This sample was removed.',
        translations: true,
      },
    ],
  });

export const CancelKillIn = z.strictObject({ reason }).meta({
  id: 'CancelKillIn',
  description: 'Why the story is not to be killed after all.',
  examples: [{ reason: 'The minutes are genuine: the clerk confirmed it.' }],
});

export const ConsolidateIn = z
  .strictObject({
    into: Reference.meta({ description: 'The live story to read from now on, by id or slug.' }),
    reason,
  })
  .meta({
    id: 'ConsolidateIn',
    description: 'The story to consolidate into, and the reason.',
    examples: [{ into: 'council-asks-residents-about-its-budget', reason: 'Two stories on one vote.' }],
  });

export const ExpireIn = z
  .strictObject({
    at: TimestampIn.optional().meta({
      description: 'When it expires: a time in the future, with its offset. Absent: now.',
    }),
    reason,
  })
  .meta({
    id: 'ExpireIn',
    description: 'When a story expires, and why.',
    examples: [{ at: '2045-07-01T00:00:00Z', reason: 'The licence of the courier ends.' }],
  });

export const ExtendIn = z
  .strictObject({
    until: TimestampIn.nullable().meta({
      description: 'The new expiry, later than before. `null`: never.',
    }),
    reason: reason.optional(),
  })
  .meta({
    id: 'ExtendIn',
    description: 'The new expiry of a story.',
    examples: [{ until: '2046-07-01T00:00:00Z', reason: 'The licence was renewed.' }, { until: null }],
  });
