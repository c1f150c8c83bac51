/** The bodies of the actions that correct what the public was told. */
import { z } from 'zod';
import { printableText } from '../../../foundation/schemas/text.ts';
import { Reference } from '../../../foundation/schemas/wire.ts';
import { publicKinds } from '../../../edition/corrections/table.ts';
import { DeskParams } from '../../show/query.ts';
import { reason } from './copy-schema.ts';

export const CorrectionParams = DeskParams.extend({
  correction: z
    .string()
    .min(1)
    .meta({ description: 'Its id.', examples: ['correction_01g5d1tk00e2vstkxc1ks2wnpm'] }),
});

export const AmendCorrectionIn = z
  .strictObject({
    reason,
    kind: z.enum(publicKinds).optional(),
    text: printableText({ max: 2000 }).optional().meta({ description: 'The public note on the change.' }),
    material: z.boolean().optional().meta({ description: 'Whether it changes what the story says.' }),
  })
  .refine(({ kind, text, material }) => [kind, text, material].some((field) => field !== undefined), {
    error: 'needs kind, text or material: what is to be corrected',
  })
  .meta({
    id: 'AmendCorrectionIn',
    description: 'Why the correction was wrong, and what it says from now on; what is absent stays.',
    examples: [{ reason: 'Wrong day once more.', text: 'The first bus leaves on July 3, not July 1.' }],
  });

export const RetractCorrectionIn = z.strictObject({ reason }).meta({
  id: 'RetractCorrectionIn',
  description: 'Why the correction is taken back.',
  examples: [{ reason: 'The story was right from the start.' }],
});

export const AmendNoticeIn = z
  .strictObject({
    reason,
    notice: printableText({ max: 1000 })
      .nullable()
      .optional()
      .meta({ description: 'The notice to readers from now on. `null`: none.' }),
    substitute: Reference.nullable().optional().meta({
      description: 'Of a killed story: the story to read instead, by id or slug. `null`: none.',
    }),
  })
  .refine(({ notice, substitute }) => notice !== undefined || substitute !== undefined, {
    error: 'needs notice or substitute: what is to be corrected',
  })
  .meta({
    id: 'AmendNoticeIn',
    description: 'Why the notice was wrong, and what readers are told from now on; what is absent stays.',
    examples: [
      {
        reason: 'The council asks us to name no culprit.',
        notice: 'This sample was removed: its source was not genuine.',
      },
    ],
  });
