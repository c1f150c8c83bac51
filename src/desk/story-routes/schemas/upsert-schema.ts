import { z } from 'zod';
import { TimestampIn } from '../../../foundation/schemas/wire.ts';
import { nightBus } from '../../stories/examples.ts';
import { articleFields, externalId, oneBody, oneBodyOnly } from '../../stories/schema.ts';

const { slug: _, ...fromSource } = nightBus;

export const UpsertIn = z
  .strictObject({
    ...articleFields,
    sourceVersion: z
      .union([z.number().int().min(0), TimestampIn])
      .optional()
      .meta({
        description:
          'The version of the source: a growing number, or a time. A version older than the last one is refused.',
        examples: ['2022-06-14T18:30:00Z'],
        override: { type: ['integer', 'string'] },
      }),
  })
  .refine(oneBody, oneBodyOnly)
  .meta({
    id: 'UpsertIn',
    description: 'The whole story as its source has it now, and the version of the source.',
    examples: [{ ...fromSource, sourceVersion: 3 }],
  });

export const ExternalIdParams = z.strictObject({
  scheme: externalId.scheme.meta({ description: 'Whose id it is.', examples: ['courier'] }),
  value: externalId.value.meta({ description: 'The id.', examples: ['2022-0614-bus'] }),
});
