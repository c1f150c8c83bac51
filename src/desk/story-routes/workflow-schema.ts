import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { Reference, TimestampIn } from '../../foundation/schemas/wire.ts';

const reason = printableText({ max: 1000 }).meta({ description: 'Why, for the newsroom. Never public.' });

export const ReturnIn = z.strictObject({ reason }).meta({
  id: 'ReturnIn',
  description: 'Why the copy goes back.',
  examples: [{ reason: 'Who voted against it, and why? Call one of the nine.' }],
});

export const BreakEmbargoIn = z
  .strictObject({
    reason,
    until: TimestampIn.optional().meta({
      description: 'When the embargo is to end instead, ahead of now. Absent: at once.',
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
    notice: printableText({ max: 1000 }).meta({ description: 'What readers are told instead of the story.' }),
    substitute: Reference.optional().meta({
      description: 'The story to read instead, by id or slug. Readers are told of it while it is live.',
    }),
  })
  .meta({
    id: 'KillIn',
    description: 'Why the story is killed, and what readers are told.',
    examples: [
      {
        reason: 'The minutes are forged.',
        notice: 'This sample was removed: it rested on forged minutes.',
      },
    ],
  });

export const SpareIn = z.strictObject({ reason }).meta({
  id: 'SpareIn',
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
    description: 'Into which story, and why.',
    examples: [{ into: 'council-asks-residents-about-its-budget', reason: 'Two stories on one vote.' }],
  });
