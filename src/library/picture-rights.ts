import { z } from 'zod';
import { Rights } from './rights.ts';

const Territory = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters (ISO 3166-1 alpha-2), like JP')
  .meta({ description: 'A country: ISO 3166-1 alpha-2.', examples: ['JP'] });

/** The rights of a picture, with the countries and channels it may be shown in. */
export const PictureRights = Rights.extend({
  territories: z
    .array(Territory)
    .min(1)
    .max(250)
    .optional()
    .meta({ description: 'The only countries where it may be shown; everywhere when absent.' }),
  channels: z
    .array(z.enum(['web', 'app', 'print', 'broadcast', 'social', 'newsletter', 'syndication']))
    .min(1)
    .max(7)
    .optional()
    .meta({ description: 'The only channels it may go out through; all when absent.' }),
}).meta({
  id: 'PictureRights',
  description:
    'Who holds the rights of a picture, the notice to print, the terms, and where and through what it may go out. Territories and channels are for clients to respect.',
  examples: [
    { holder: 'Jane Doe', notice: '© Jane Doe', territories: ['JP', 'US'], channels: ['web', 'app'] },
  ],
});
export type PictureRights = z.output<typeof PictureRights>;
