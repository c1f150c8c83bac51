import { z } from 'zod';
import { text } from '../../foundation/text.ts';
import { Reference, Slug, WebAddress } from '../../foundation/wire.ts';
import { Picture } from '../media/schema.ts';
import { Rights } from '../rights.ts';
import { agencyKinds, policyNames } from './table.ts';

export const AgencyKind = z
  .enum(agencyKinds)
  .meta({ id: 'AgencyKind', description: 'What kind of supplier it is.', examples: ['wire'] });

export const Owner = z
  .strictObject({ name: text({ max: 200 }), basedIn: text({ max: 200 }).optional() })
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
    description: 'Where an agency says how it works.',
    examples: [{ ethics: 'https://www.example.org/ethics' }],
  });

const reutersProfile =
  "Reuters is a news agency founded in 1851 and owned by the Thomson Reuters Corporation based in Toronto, Canada. One of the world's largest wire services, it provides financial news as well as international coverage in over 16 languages to more than 1000 newspapers and 750 broadcasters around the globe.";

export const AgencyRef = z.object({ id: z.string(), slug: z.string(), name: z.string() }).meta({
  id: 'AgencyRef',
  description: 'An agency, named.',
  examples: [{ id: 'agency_01g4q22g00fbdbpfq4r0dq5zty', slug: 'reuters', name: 'Reuters' }],
});

export const Agency = AgencyRef.extend({
  kind: AgencyKind,
  profile: z.string().optional().meta({ description: 'What it says of itself, as plain text.' }),
  founded: z.number().int().optional().meta({ description: 'The year.' }),
  owner: Owner.optional(),
  url: z.string().optional().meta({ format: 'uri' }),
  logo: Picture.optional(),
  creditLine: z.string().optional().meta({ description: 'What to print beside its material.' }),
  rights: Rights.optional().meta({
    description: 'What holds for its material unless an item says otherwise.',
  }),
  policies: Policies.optional(),
}).meta({
  id: 'Agency',
  description: 'An organisation that supplies news or pictures: never a person, never free text.',
  examples: [
    {
      id: 'agency_01g4q22g00fbdbpfq4r0dq5zty',
      slug: 'reuters',
      name: 'Reuters',
      kind: 'wire',
      profile: reutersProfile,
      founded: 1851,
      owner: { name: 'Thomson Reuters Corporation', basedIn: 'Toronto, Canada' },
      url: 'https://www.reuters.com/',
      creditLine: 'Reuters',
    },
  ],
});
export type Agency = z.output<typeof Agency>;

export const AgencyIn = z.strictObject({
  slug: Slug.optional(),
  name: text({ max: 200 }),
  hidden: z.boolean().optional(),
  kind: AgencyKind,
  profile: text({ max: 5000 }).optional(),
  founded: z.number().int().min(1400).max(2200).optional(),
  owner: Owner.optional(),
  url: WebAddress.optional(),
  logo: Reference.optional().meta({ description: 'The id of a picture.' }),
  creditLine: text({ max: 300 }).optional(),
  rights: Rights.optional(),
  policies: Policies.optional(),
});
export type AgencyIn = z.output<typeof AgencyIn>;
