import { z } from 'zod';

export const ActorRef = z.object({ id: z.string(), name: z.string() }).meta({
  id: 'ActorRef',
  description: 'Who did something.',
  examples: [{ id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' }],
});
