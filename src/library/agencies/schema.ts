import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Slug, WebAddress } from '../../foundation/schemas/wire.ts';
import { reuters } from '../examples.ts';
import { MediaReference, Picture } from '../pictures/records/schema.ts';
import { Rights } from '../rights.ts';
import { AgencyRef } from '../records/agency-ref.ts';
import { agencyKinds } from '../tables/agencies.ts';
import { policyNames } from '../policies.ts';

export const AgencyKind = z
  .enum(agencyKinds)
  .meta({ id: 'AgencyKind', description: 'The kind of supplier.', examples: ['wire'] });

export const Owner = z
  .strictObject({ name: printableLine({ max: 200 }), basedIn: printableLine({ max: 200 }).optional() })
  .meta({
    id: 'Owner',
    description: 'Who owns an agency.',
    examples: [{ name: 'Thomson Reuters Corporation', basedIn: 'Toronto, Canada' }],
  });

export const Policies = z
  .strictObject(
    Object.fromEntries(policyNames.map((name) => [name, WebAddress.optional()])) as Record<
      (typeof policyNames)[number],
      z.ZodOptional<typeof WebAddress>
    >,
  )
  .meta({
    id: 'Policies',
    description: 'Pages on how an agency works.',
    examples: [{ ethics: 'https://www.example.org/ethics' }],
  });

export const Agency = AgencyRef.extend({
  kind: AgencyKind.optional().meta({ description: 'Not in lists of stories.' }),
  profile: z.string().optional().meta({ description: 'Its profile, as plain text.' }),
  founded: z.number().int().optional().meta({ description: 'The year.' }),
  owner: Owner.optional(),
  url: z.string().optional().meta({ format: 'uri' }),
  logo: Picture.optional(),
  creditLine: z.string().optional().meta({ description: 'The notice to print with its material.' }),
  rights: Rights.optional().meta({
    description: 'The terms of its material, unless an item has its own.',
  }),
  policies: Policies.optional(),
}).meta({
  id: 'Agency',
  description: 'An organisation that supplies news or pictures: never a person, never free text.',
  examples: [reuters],
});
export type Agency = z.output<typeof Agency>;

export const AgencyIn = z
  .strictObject({
    slug: Slug.optional(),
    name: printableLine({ max: 200 }),
    hidden: z.boolean().optional(),
    kind: AgencyKind,
    profile: printableText({ max: 5000 }).optional(),
    founded: z.number().int().min(1400).max(2200).optional(),
    owner: Owner.optional(),
    url: WebAddress.optional(),
    logo: MediaReference.optional(),
    creditLine: printableLine({ max: 300 }).optional(),
    rights: Rights.optional(),
    policies: Policies.optional(),
  })
  .meta({
    id: 'AgencyIn',
    description: 'A new agency. Without a slug, one is made from the name.',
    examples: [
      {
        name: 'Harbour News Agency',
        kind: 'wire',
        profile: 'A sample agency: news of ships and ports.',
        founded: 1990,
        owner: { name: 'Harbour Cooperative', basedIn: 'Sampleville' },
        url: 'https://harbour.example.org/',
        creditLine: 'Harbour News',
      },
    ],
  });
export type AgencyIn = z.output<typeof AgencyIn>;
