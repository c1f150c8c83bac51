import { z } from 'zod';
import { changeKinds } from '../../edition/changes/kinds.ts';
import { kept } from '../../foundation/http/answer/kept.ts';
import { patchOf } from '../../foundation/http/request/merge-patch.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { Locale, Reference, Timestamp, TimestampIn } from '../../foundation/schemas/wire.ts';

const fields = {
  url: printableText({ max: 2000 }).meta({ description: 'Where to: https.' }),
  body: z.enum(['thin', 'full']).default('thin').meta({ description: '`full`: with whole stories.' }),
  kinds: z
    .array(z.string().regex(/^[a-zA-Z]{1,40}(\.[a-zA-Z-]{1,40})?$/, 'must be like article'))
    .max(100)
    .optional()
    .meta({ description: 'Kinds of things (`article`); of events also actions (`article.published`).' }),
  sections: z.array(Reference).max(100).optional().meta({ description: 'With those below. Empty: all.' }),
  agencies: z.array(Reference).max(100).optional(),
  locales: z.array(Locale).max(100).optional(),
  material: z.boolean().default(false).meta({ description: 'Only what matters to readers.' }),
};

export const WebhookIn = z
  .strictObject({
    ...fields,
    source: z
      .enum(['changes', 'events'])
      .default('changes')
      .meta({ description: 'Public changes, or events of the desk.' }),
  })
  .meta({
    id: 'WebhookIn',
    description: 'A webhook to add.',
    examples: [{ url: 'https://site.example/changed' }],
  });
export type WebhookIn = z.output<typeof WebhookIn>;

export const WebhookPatch = patchOf(z.strictObject(fields), {
  kept: ['body', 'kinds', 'sections', 'agencies', 'locales', 'material'],
})
  .extend({ state: z.enum(['active', 'paused']).optional() })
  .meta({ id: 'WebhookPatch', description: 'Changes of a webhook.', examples: [{ state: 'paused' }] });
export type WebhookPatch = z.output<typeof WebhookPatch>;

const shown = {
  id: z.string(),
  url: z.string(),
  source: z.enum(['changes', 'events']),
  body: z.enum(['thin', 'full']),
  kinds: z.array(z.string()).optional(),
  sections: z.array(z.string()).optional(),
  agencies: z.array(z.string()).optional(),
  locales: z.array(z.string()).optional(),
  material: z.boolean(),
  state: z.enum(['active', 'paused', 'disabled']),
  disabledBecause: z
    .enum(['gone', 'failing'])
    .optional()
    .meta({ description: '`gone`: it answered 410; `failing`: nothing succeeded for three days.' }),
  failingSince: Timestamp.optional(),
  waiting: z.number().int().meta({ description: 'Deliveries that wait.' }),
  needsSecret: z.boolean().meta({ description: 'Its secret cannot be read: rotate it.' }),
  formerSecretUntil: Timestamp.optional().meta({ description: 'Until then the former one signs too.' }),
  ...kept,
};

export const Webhook = z.object(shown).meta({ id: 'Webhook', description: 'Who is told of changes.' });

export const WebhookWithSecret = z
  .object({ ...shown, secret: z.string().optional().meta({ description: 'Shown only now: `whsec_…`.' }) })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook with its new secret.' });

export const WebhookPage = pageSchema('WebhookPage', Webhook);

export const Delivery = z
  .object({
    id: z.string().meta({ description: 'Its `webhook-id`.' }),
    kind: z.enum(['change', 'event', 'ping', 'reset']),
    sequence: z.number().int(),
    subject: z.string().meta({ description: 'The id of the changed thing.' }),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.number().int(),
    dueAt: Timestamp.optional().meta({ description: 'When it is tried next.' }),
    attemptedAt: Timestamp.optional(),
    status: z.number().int().optional(),
    durationMs: z.number().int().optional(),
    answer: z.string().optional().meta({ description: 'The first kilobyte.' }),
    error: z.string().optional().meta({ description: 'Why there was no answer.' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Delivery', description: 'What a webhook was told.' });

export const DeliveryPage = pageSchema('DeliveryPage', Delivery);

export const DeliveriesQuery = z.strictObject({
  ...pageQuery,
  state: commaSeparated(Delivery.shape.state, { description: 'Their states.', example: 'failed' }),
});

export const RedeliveryIn = z
  .strictObject({
    delivery: z.string().max(100).optional().meta({ description: 'One, by its id.' }),
    since: TimestampIn.optional().meta({ description: 'All that were made since.' }),
  })
  .refine(({ delivery, since }) => (delivery === undefined) !== (since === undefined), {
    error: 'must have either delivery or since',
  })
  .meta({
    id: 'RedeliveryIn',
    description: 'What to send again.',
    examples: [{ since: '2022-06-04T12:00:00Z' }],
  });

export const Redelivery = z
  .object({ waiting: z.number().int().meta({ description: 'How many are sent again.' }) })
  .meta({ id: 'Redelivery', description: 'What is sent again.' });

export const WebhookParams = z.strictObject({
  webhook: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'Its id.', examples: ['webhook_01kb7a1c8ye0r8zq3h5v9m2n4p'] }),
});

/** The same, with another seeded webhook as its example: one that is deleted cannot be changed. */
export const DeletedWebhookParams = z.strictObject({
  webhook: WebhookParams.shape.webhook.meta({
    description: 'Its id.',
    examples: ['webhook_01kb7a1c8ye0r8zq3h5v9m2n4q'],
  }),
});

/** Whether public changes are of that kind. */
export function isChangeKind(kind: string): boolean {
  return (changeKinds as readonly string[]).includes(kind);
}
