import { z } from 'zod';
import { roles, scopes } from '../../access/scopes.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { commaSeparated, yesOrNo } from '../../foundation/schemas/query.ts';
import { printableLine } from '../../foundation/schemas/text.ts';
import { Reference, Timestamp, TimestampIn } from '../../foundation/schemas/wire.ts';
import { SectionName } from '../../library/sections/schema.ts';

const name = printableLine({ max: 100 }).meta({
  description: 'What the key is for.',
  examples: ['Night desk'],
});
export const role = z
  .enum(roles)
  .meta({ description: 'What it may do: each role may also do what those before it may.' });

const renewable = z.boolean().meta({
  description:
    'Whether the key may renew itself before it expires. By default, only a key whose expiry nobody has set may.',
});

const ActorIn = z
  .strictObject({
    name: printableLine({ max: 100 }),
    kind: z.enum(['person', 'service']).default('person'),
  })
  .meta({ id: 'ActorIn', description: 'A new actor.', examples: [{ name: 'Jane Doe', kind: 'person' }] });

export const Scope = z
  .enum(scopes)
  .meta({ id: 'Scope', description: 'One kind of action that a key may be allowed.' });

export const KeyIn = z
  .strictObject({
    name,
    role,
    scopes: z
      .array(Scope)
      .min(1)
      .max(scopes.length)
      .optional()
      .meta({
        description:
          'Narrows the key to these scopes of its role; `desk:enter` is always among them. `imports:run` alone creates and changes what a source sends. By default all of the role.',
        examples: [['imports:run']],
      }),
    sections: z
      .array(Reference)
      .min(1)
      .max(100)
      .optional()
      .meta({
        description:
          'Narrows the key to these sections and those below them, by id or slug: it creates, changes and publishes stories only there, and alerts that name them. A move needs both sections. A story without a section is outside. What the key may read stays the same. By default all sections.',
        examples: [['world']],
      }),
    actor: z
      .union([z.string().max(200), ActorIn])
      .meta({ description: 'The holder: the id of an actor with a key already, or a new actor.' }),
    expiresAt: TimestampIn.nullable().optional().meta({
      description:
        'When it expires; `null`: never. By default after as many days as `KEY_LIFETIME_DAYS` says.',
    }),
    renewable: renewable.optional(),
  })
  .meta({
    id: 'KeyIn',
    description: 'A key to issue.',
    examples: [
      { name: 'Night desk', role: 'editor', actor: { name: 'Jane Doe', kind: 'person' } },
      {
        name: 'Wire robot',
        role: 'editor',
        scopes: ['imports:run'],
        sections: ['world'],
        actor: { name: 'Wire robot', kind: 'service' },
      },
    ],
  });

export type KeyIn = z.output<typeof KeyIn>;

export const KeyPatch = z
  .strictObject({
    name: name.optional(),
    expiresAt: TimestampIn.nullable()
      .optional()
      .meta({ description: 'When it expires; null removes the expiry.' }),
    renewable: renewable.optional(),
  })
  .meta({ id: 'KeyPatch', description: 'The changes of a key.', examples: [{ name: 'Day desk' }] });

export const Actor = z
  .object({ id: z.string(), name: z.string(), kind: z.enum(['person', 'service', 'system']) })
  .meta({
    id: 'Actor',
    description: 'A person, a service or the system: who does something at the desk.',
    examples: [{ id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w', name: 'Jane Doe', kind: 'person' }],
  });

export const exampleKey = {
  id: 'k3Xw81Qz',
  name: 'Night desk',
  role: 'editor',
  actor: { id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w', name: 'Jane Doe', kind: 'person' },
  state: 'active',
  createdAt: '2026-11-23T12:00:00.000Z',
  createdBy: 'actor_01g3d9z400e2qs2t3x2v0h0000',
  expiresAt: '2027-11-23T12:00:00.000Z',
  expiresSoon: false,
  renewable: true,
  etag: '"r1"',
} as const;

const narrowedScopes = z.array(Scope).optional().meta({
  description: 'The scopes to which it is narrowed; absent when it has all of its role.',
});
export const narrowedSections = z.array(SectionName).optional().meta({
  description: 'The sections to which it is narrowed, with those below them; absent when it has all.',
});

const keyFields = {
  id: z.string().meta({ description: 'The 8 public characters of the key.' }),
  name: z.string(),
  role,
  scopes: narrowedScopes,
  sections: narrowedSections,
  actor: Actor,
  state: z.enum(['active', 'expired', 'revoked', 'disabled']).meta({
    description: '`disabled`: its actor is disabled. Only an active key works.',
  }),
  createdAt: Timestamp,
  createdBy: z.string().meta({ description: 'The actor who issued it.' }),
  expiresAt: Timestamp.optional(),
  expiresSoon: z.boolean().meta({ description: 'Whether it works now and expires within 30 days.' }),
  renewable,
  renewedBy: z.string().optional().meta({ description: 'The id of the key into which it was renewed.' }),
  revokedAt: Timestamp.optional(),
  lastUsedAt: Timestamp.optional().meta({
    description: 'When it was last used, to about a minute. Absent when it was never used.',
  }),
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

export const KeysQuery = z.strictObject({
  ...pageQuery,
  actor: commaSeparated(z.string().min(1).max(200), {
    description: 'The ids of the actors who hold them.',
    example: exampleKey.actor.id,
  }),
  expiresSoon: yesOrNo('`true`: only keys that work and expire within 30 days.'),
  neverUsed: yesOrNo('`true`: only keys that work and were never used.'),
});

export const KeyParams = z.strictObject({
  key: z.string().meta({ description: 'The id of a key.', examples: [exampleKey.id] }),
});

/** The same, with another seeded key as its example: one that is revoked cannot be changed. */
export const RevokedKeyParams = z.strictObject({
  key: KeyParams.shape.key.meta({ description: 'The id of a key.', examples: ['k3Xw81Qr'] }),
});
