import { z } from 'zod';
import { ProblemOut } from '../../foundation/http/errors/problem-schema.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';

const MediaTombstone = z
  .object({ id: z.string(), state: z.enum(['withdrawn', 'killed']), at: Timestamp, notice: z.string() })
  .meta({
    id: 'MediaTombstone',
    description: 'What remains public of a withdrawn or killed picture.',
    examples: [
      {
        id: 'media_01g4q22g00epn9j77xa3hcy7rk',
        state: 'killed',
        at: '2022-06-13T08:00:00.000Z',
        notice: 'This picture was removed for good.',
      },
    ],
  });

export const MediaGone = ProblemOut.extend({ tombstone: MediaTombstone }).meta({
  id: 'MediaGone',
  description: 'The picture was public and was taken down.',
});
