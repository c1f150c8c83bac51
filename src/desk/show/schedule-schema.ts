import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Blocker } from '../preflight/blocker-schema.ts';
import { ChangeIn } from '../stories/schema.ts';

const Failure = z
  .object({
    at: Timestamp.meta({ description: 'When it was tried.' }),
    faults: z.array(Blocker),
  })
  .meta({
    id: 'ScheduleFailure',
    description:
      'Why a scheduled story was not published. It is not tried again until it is scheduled again.',
    examples: [
      {
        at: '2045-06-15T06:00:00.000Z',
        faults: [{ pointer: '/agency', detail: 'The agency "Sampleville Courier" is hidden.' }],
      },
    ],
  });

/** The schedule of a story. */
export const Scheduled = z
  .object({
    version: z
      .number()
      .int()
      .meta({ description: 'The version to publish; later versions are not published with it.' }),
    at: Timestamp.meta({ description: 'When it will be published.' }),
    change: z
      .object({ kind: ChangeIn.shape.kind, text: printableText({ max: 2000 }), material: z.boolean() })
      .optional()
      .meta({ description: 'What will have changed.' }),
    failed: Failure.optional(),
  })
  .meta({
    id: 'Scheduled',
    description: 'The scheduled version, and when it will be published.',
    examples: [{ version: 1, at: '2045-06-15T06:00:00.000Z' }],
  });
