import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { publicKinds } from './table.ts';

export const Correction = z
  .object({
    id: z.string(),
    kind: z.enum(publicKinds),
    text: z.string(),
    material: z.boolean().meta({ description: 'Whether it changes what the story says.' }),
    at: Timestamp,
    version: z.number().int().meta({ description: 'The version that was published with it.' }),
    amendedAt: Timestamp.optional().meta({ description: 'When the correction was itself last corrected.' }),
  })
  .meta({
    id: 'Correction',
    description: 'What changed in a story after its first publication.',
    examples: [
      {
        id: 'correction_01g5d1tk00e2vstkxc1ks2wnpm',
        kind: 'correction',
        text: 'An earlier version gave the wrong closing time. The library closes at 9 p.m. on Thursdays, not at 10 p.m.',
        material: true,
        at: '2022-06-12T09:00:00.000Z',
        version: 2,
      },
    ],
  });
export type Correction = z.output<typeof Correction>;
