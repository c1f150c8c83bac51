import { z } from 'zod';
import { printableText } from '../../foundation/schemas/text.ts';
import { exampleKey, KeyOut } from './schema.ts';

export const RevocationIn = z
  .strictObject({
    reason: printableText({ max: 500 }).optional().meta({ description: 'The reason, for the history.' }),
    keepRenewed: z.boolean().optional().meta({
      description:
        '`true`: the keys into which it was renewed go on. By default they end with it, since whoever stole it may have renewed it.',
    }),
  })
  .meta({
    id: 'RevocationIn',
    description: 'Why a key ends, and whether those into which it was renewed go on.',
    examples: [{ reason: 'The laptop was lost.' }],
  });

export const RevokedKey = KeyOut.extend({
  alsoRevoked: z
    .array(z.string())
    .meta({ description: 'The ids of the keys into which it was renewed, and which ended with it.' }),
}).meta({
  id: 'RevokedKey',
  description: 'A key that was revoked, and the others that ended with it.',
  examples: [{ ...exampleKey, state: 'revoked', alsoRevoked: [] }],
});
