import { z } from 'zod';
import { printableLine, printableText } from '../foundation/schemas/text.ts';
import { WebAddress } from '../foundation/schemas/wire.ts';
import { Rights } from './rights.ts';

/** The terms of PLUS for whether a picture may be mined for data, for example to train a model. */
export const dataMinings = [
  'DMI-UNSPECIFIED',
  'DMI-ALLOWED',
  'DMI-PROHIBITED-AIMLTRAINING',
  'DMI-PROHIBITED-GENAIMLTRAINING',
  'DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING',
  'DMI-PROHIBITED',
  'DMI-PROHIBITED-SEECONSTRAINT',
  'DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR',
  'DMI-PROHIBITED-SEELINKEDRIGHTSEXPR',
] as const;

const uri = { type: 'string', format: 'uri' } as const;

const Licensor = z
  .strictObject({
    name: printableLine({ max: 80 }).optional(),
    url: WebAddress.max(250).meta({ override: uri }).optional(),
    email: printableLine({ max: 80 }).optional(),
  })
  .refine((licensor) => Object.values(licensor).some(Boolean), 'must have a name, an address or an e-mail')
  .meta({
    id: 'Licensor',
    description: 'Who grants licences for the picture.',
    examples: [{ name: 'Sample Pictures', url: 'https://pictures.example/license/1' }],
  });
export type Licensor = z.output<typeof Licensor>;

const Territory = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters (ISO 3166-1 alpha-2), like JP')
  .meta({ description: 'A country: ISO 3166-1 alpha-2.', examples: ['JP'] });

/** The rights of a picture, with the countries and channels it may be shown in. */
export const PictureRights = Rights.extend({
  holder: printableLine({ max: 300 })
    .optional()
    .meta({ description: 'Who owns it; several owners are parted by semicolons.' }),
  webStatement: WebAddress.max(300)
    .meta({
      override: uri,
      description: 'The page with the licence or the terms (`xmpRights:WebStatement`).',
    })
    .optional(),
  licensors: z.array(Licensor).min(1).max(3).optional(),
  dataMining: z.enum(dataMinings).optional().meta({
    description:
      'Whether it may be mined for data or train a model, as a term of PLUS (`plus:DataMining`); it is written into every rendition.',
  }),
  otherConstraints: printableText({ max: 300 })
    .optional()
    .meta({ description: 'Further limits, to which `dataMining` may refer (`plus:OtherConstraints`).' }),
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
    'Who holds the rights of a picture, the notice to print, the terms, and where and through what it may go out. Clients respect territories and channels; feeds leave out a picture where they cannot name its limits.',
  examples: [
    { holder: 'Jane Doe', notice: '© Jane Doe', territories: ['JP', 'US'], channels: ['web', 'app'] },
  ],
});
export type PictureRights = z.output<typeof PictureRights>;

/** Where, through what, until when and for which data mining a picture may be used, in words; undefined without limits. */
export function limitsInWords({
  rights: { territories, channels, dataMining, otherConstraints } = {},
  usableUntil,
}: {
  rights?: PictureRights | undefined;
  usableUntil?: string | undefined;
}): string | undefined {
  const words = [
    territories && `Only in ${territories.join(', ')}.`,
    channels && `Only through ${channels.join(', ')}.`,
    usableUntil && `Only until ${usableUntil}.`,
    dataMining?.startsWith('DMI-PROHIBITED') && `Data mining: ${dataMining} (PLUS).`,
    otherConstraints,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' ') : undefined;
}
