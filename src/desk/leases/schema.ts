import { z } from 'zod';
import { ActorRef } from '../../access/actor-ref.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';

export const Lease = z
  .object({
    actor: ActorRef,
    since: Timestamp.meta({ description: 'Since when they work on it.' }),
    until: Timestamp.meta({ description: 'When it expires unless it is renewed.' }),
  })
  .meta({
    id: 'Lease',
    description: 'Who works on a story now. A notice to others: it locks nothing.',
    examples: [
      {
        actor: { id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' },
        since: '2022-06-14T18:00:00.000Z',
        until: '2022-06-14T18:02:00.000Z',
      },
    ],
  });
export type Lease = z.output<typeof Lease>;
