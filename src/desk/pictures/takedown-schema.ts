/** The bodies and answers of taking a picture down and bringing it back. */
import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { StoryShowing } from '../records/schema.ts';
import { DeskMediaInUse } from './media-schema.ts';

const reason = printableText({ max: 1000 }).meta({ description: 'Why, for the newsroom. Never public.' });
const notice = printableText({ max: 1000 }).meta({
  description: 'The notice to readers at the addresses of the picture, if it was public.',
});

export const WithdrawMediaIn = z.strictObject({ reason, notice }).meta({
  id: 'WithdrawMediaIn',
  description: 'Why the picture is withdrawn, and the notice to readers.',
  examples: [
    { reason: 'The museum doubts that it shows the tower.', notice: 'This picture is being checked.' },
  ],
});

export const KillMediaIn = z.strictObject({ reason, notice }).meta({
  id: 'KillMediaIn',
  description: 'Why the picture is killed, and the notice to readers.',
  examples: [
    { reason: 'The photographer says that it was staged.', notice: 'This picture was removed for good.' },
  ],
});

export const BringBackMediaIn = z.strictObject({ reason }).meta({
  id: 'BringBackMediaIn',
  description: 'Why the picture may be public again.',
  examples: [{ reason: 'The museum confirmed that it shows the tower.' }],
});

export const MediaTakedown = DeskMediaInUse.extend({
  stories: z.array(StoryShowing).meta({
    description:
      'The stories that show it to readers, or are scheduled to, also as a logo or a portrait; at most 100.',
  }),
  storiesTotal: z.number().int().meta({ description: 'How many stories these are.' }),
  sameFile: z.array(z.string()).meta({
    description: 'The other pictures with the same bytes, by id: it was done to them, too.',
  }),
}).meta({
  id: 'MediaTakedown',
  description: 'A picture that was taken down or brought back, and the stories that are touched.',
});
