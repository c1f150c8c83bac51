import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { Locale, TimestampIn } from '../../foundation/schemas/wire.ts';
import { nightBus } from '../stories/examples.ts';
import { articleFields, ChangeIn, externalId, oneBody, oneBodyOnly } from '../stories/schema.ts';

const reason = printableText({ max: 1000 }).meta({ description: 'Why, for the newsroom. Never public.' });

export const PublishIn = z
  .strictObject({
    change: ChangeIn.optional().meta({
      description: 'What changed. Asked for from the second publication on.',
    }),
    publishedAt: TimestampIn.optional().meta({
      description: 'A first publication that lies in the past. Needs the scope `articles:backdate`.',
    }),
  })
  .meta({
    id: 'PublishIn',
    description: 'How to publish: nothing the first time, what changed from then on.',
    examples: [
      {},
      { change: { kind: 'correction', text: 'The first bus leaves on July 2, not July 1.', material: true } },
    ],
  });

export const UnpublishIn = z.strictObject({ reason }).meta({
  id: 'UnpublishIn',
  description: 'Why the story is taken back.',
  examples: [{ reason: 'Published before the vote was over.' }],
});

export const WithdrawIn = z
  .strictObject({
    reason,
    notice: printableText({ max: 1000 }).meta({ description: 'What readers are told instead of the story.' }),
  })
  .meta({
    id: 'WithdrawIn',
    description: 'Why the story is withdrawn, and what readers are told.',
    examples: [
      {
        reason: 'The minutes show that the vote was only on a study.',
        notice: 'This sample was withdrawn: the council voted on a study, not on a bus.',
      },
    ],
  });

export const TranslateIn = z
  .strictObject({ locale: Locale, headline: articleFields.headline.optional() })
  .meta({
    id: 'TranslateIn',
    description: 'The language, and the headline in it where it is known already.',
    examples: [{ locale: 'fr', headline: 'Exemple : le conseil vote un bus de nuit' }],
  });

const { slug: _, ...fromSource } = nightBus;

export const UpsertIn = z
  .strictObject({
    ...articleFields,
    sourceVersion: z
      .union([z.number().int().min(0), TimestampIn])
      .optional()
      .meta({
        description:
          'How far the source has come with it: a number that grows, or a time. One that is older than what was sent before is refused.',
        examples: ['2022-06-14T18:30:00Z'],
        override: { type: ['integer', 'string'] },
      }),
  })
  .refine(oneBody, oneBodyOnly)
  .meta({
    id: 'UpsertIn',
    description: 'The whole story as its source has it now, and how far the source has come.',
    examples: [{ ...fromSource, sourceVersion: 3 }],
  });

export const ExternalIdParams = z.strictObject({
  scheme: externalId.scheme.meta({ description: 'Whose id it is.', examples: ['courier'] }),
  value: externalId.value.meta({ description: 'The id.', examples: ['2022-0614-bus'] }),
});
