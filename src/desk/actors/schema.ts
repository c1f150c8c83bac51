import { z } from 'zod';
import { actorStates } from '../../access/actors/find.ts';
import { Etag } from '../../foundation/http/answer/kept.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated } from '../../foundation/schemas/query.ts';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Actor } from '../keys/schema.ts';

const kinds = ['person', 'service'] as const;
const example = {
  id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w',
  name: 'Jane Doe',
  kind: 'person',
  state: 'active',
  createdAt: '2026-11-23T12:00:00.000Z',
  activeKeys: 1,
  etag: '"r1"',
} as const;

export const DeskActor = Actor.extend({
  state: z.enum(actorStates).meta({ description: 'None of the keys of a disabled actor works.' }),
  createdAt: Timestamp,
  disabledAt: Timestamp.optional(),
  activeKeys: z
    .int()
    .meta({ description: 'How many of its keys work; `GET /v1/desk/keys?actor=` lists all.' }),
  etag: Etag,
}).meta({
  id: 'DeskActor',
  description: 'A person, a service or the system, and whether its keys work.',
  examples: [example],
});
export type DeskActor = z.output<typeof DeskActor>;

export const ActorPage = pageSchema('ActorPage', DeskActor);

export const ActorsQuery = z.strictObject({
  ...pageQuery,
  kind: commaSeparated(z.enum([...kinds, 'system']), {
    description: 'Kinds of actors: any of these.',
    example: 'service',
  }),
  state: z.enum(actorStates).optional().meta({ description: 'Whether their keys work.' }),
});

export const ActorPatch = z
  .strictObject({
    name: printableLine({ max: 100 })
      .optional()
      .meta({ description: 'The name; everything that the actor did is shown under it.' }),
    kind: z.enum(kinds).optional().meta({
      description: 'Only a person can approve, and brings back what was taken down.',
    }),
  })
  .meta({ id: 'ActorPatch', description: 'The changes of an actor.', examples: [{ name: 'Jane Roe' }] });

export const ActorReason = z
  .strictObject({
    reason: printableText({ max: 500 }).optional().meta({ description: 'The reason, for the history.' }),
  })
  .meta({
    id: 'ActorReason',
    description: 'Why an actor is disabled or enabled.',
    examples: [{ reason: 'Left the newsroom.' }],
  });

export const ActorParams = z.strictObject({
  actor: z.string().meta({ description: 'The id of an actor.', examples: [example.id] }),
});
