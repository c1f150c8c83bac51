import { z } from 'zod';
import { roles, scopes } from '../../access/scopes.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { Timestamp, TimestampIn } from '../../foundation/schemas/wire.ts';

const name = printableText({ max: 100 }).meta({
  description: 'What the key is for.',
  examples: ['Night desk'],
});
const role = z
  .enum(roles)
  .meta({ description: 'What it may do: each role may also do what those before it may.' });

const ActorIn = z
  .strictObject({
    name: printableText({ max: 100 }),
    kind: z.enum(['person', 'service']).default('person'),
  })
  .meta({ id: 'ActorIn', description: 'A new actor.', examples: [{ name: 'Jane Doe', kind: 'person' }] });

export const KeyIn = z
  .strictObject({
    name,
    role,
    actor: z
      .union([z.string().max(200), ActorIn])
      .meta({ description: 'The holder: the id of an actor with a key already, or a new actor.' }),
    expiresAt: TimestampIn.optional(),
  })
  .meta({
    id: 'KeyIn',
    description: 'A key to issue.',
    examples: [{ name: 'Night desk', role: 'editor', actor: { name: 'Jane Doe', kind: 'person' } }],
  });

export type KeyIn = z.output<typeof KeyIn>;

export const KeyPatch = z
  .strictObject({
    name: name.optional(),
    expiresAt: TimestampIn.nullable()
      .optional()
      .meta({ description: 'When it expires; null removes the expiry.' }),
  })
  .meta({ id: 'KeyPatch', description: 'The changes of a key.', examples: [{ name: 'Day desk' }] });

export const RevocationIn = z
  .strictObject({
    reason: printableText({ max: 500 }).optional().meta({ description: 'The reason, for the history.' }),
  })
  .meta({
    id: 'RevocationIn',
    description: 'Why a key ends.',
    examples: [{ reason: 'The laptop was lost.' }],
  });

export const Actor = z
  .object({ id: z.string(), name: z.string(), kind: z.enum(['person', 'service', 'system']) })
  .meta({
    id: 'Actor',
    description: 'A person, a service or the system: who does something at the desk.',
    examples: [{ id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w', name: 'Jane Doe', kind: 'person' }],
  });

const exampleKey = {
  id: 'k3Xw81Qz',
  name: 'Night desk',
  role: 'editor',
  actor: { id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w', name: 'Jane Doe', kind: 'person' },
  state: 'active',
  createdAt: '2026-11-23T12:00:00.000Z',
  createdBy: 'actor_01g3d9z400e2qs2t3x2v0h0000',
  etag: '"r1"',
} as const;

const keyFields = {
  id: z.string().meta({ description: 'The 8 public characters of the key.' }),
  name: z.string(),
  role,
  actor: Actor,
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: Timestamp,
  createdBy: z.string().meta({ description: 'The actor who issued it.' }),
  expiresAt: Timestamp.optional(),
  revokedAt: Timestamp.optional(),
  lastUsedAt: Timestamp.optional().meta({ description: 'When it was last used, to about a minute.' }),
  etag: z.string().meta({ description: 'Names this state of the key: send it back in `If-Match`.' }),
};

export const KeyOut = z
  .object(keyFields)
  .meta({ id: 'Key', description: 'A key, without its secret.', examples: [exampleKey] });
export type KeyOut = z.output<typeof KeyOut>;

export const IssuedKey = z
  .object({
    ...keyFields,
    secret: z.string().optional().meta({
      description:
        'The key itself, to send as `Authorization: Bearer …`. Shown only now: a repeated request does not show it again.',
    }),
  })
  .meta({
    id: 'IssuedKey',
    description: 'A new key, with its secret.',
    examples: [{ ...exampleKey, secret: 'dl_k3Xw81Qz_…' }],
  });

export const Me = z
  .object({
    actor: Actor,
    role,
    scopes: z.array(z.enum(scopes)).meta({ description: 'The scopes of this key.' }),
    key: z.object({ id: z.string(), name: z.string(), expiresAt: Timestamp.optional() }),
  })
  .meta({
    id: 'Me',
    description: 'The actor, the role and the scopes of a key.',
    examples: [
      {
        actor: exampleKey.actor,
        role: 'reporter',
        scopes: ['desk:enter', 'library:read', 'articles:work'],
        key: { id: exampleKey.id, name: exampleKey.name },
      },
    ],
  });

export const KeyParams = z.strictObject({
  id: z.string().meta({ description: 'The id of a key.', examples: [exampleKey.id] }),
});
