import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Actor, exampleKey, narrowedSections, role, Scope } from './schema.ts';

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
