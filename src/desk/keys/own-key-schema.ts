import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Actor, exampleKey, IssuedKey, narrowedSections, role, Scope } from './schema.ts';

export const Me = z
  .object({
    actor: Actor,
    role,
    scopes: z.array(Scope).meta({ description: 'The scopes of this key.' }),
    sections: narrowedSections,
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

export const RenewalIn = z
  .strictObject({
    overlapHours: z.int().min(0).max(720).default(24).meta({
      description: 'For how many hours the old key still works, at most until its own expiry. By default 24.',
    }),
  })
  .meta({
    id: 'RenewalIn',
    description: 'How a key is renewed.',
    examples: [{ overlapHours: 24 }],
  });

export const RenewedKey = IssuedKey.extend({
  replaces: z
    .object({ id: z.string(), expiresAt: Timestamp })
    .meta({ description: 'The key that was renewed, and until when it still works.' }),
}).meta({
  id: 'RenewedKey',
  description: 'A new key in place of another, with its secret.',
  examples: [
    {
      ...exampleKey,
      secret: 'dl_k3Xw81Qz_…',
      replaces: { id: 'b2jBpj3q', expiresAt: '2026-11-24T12:00:00.000Z' },
    },
  ],
});
