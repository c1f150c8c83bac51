import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Locale, Reference, Slug } from '../../foundation/schemas/wire.ts';
import { AgencyRef } from '../records/agency-ref.ts';
import { reutersByline } from '../examples.ts';
import { MediaReference, Picture } from '../pictures/records/schema.ts';
import { bylineKinds, contactKinds } from '../tables/bylines.ts';

export const BylineKind = z
  .enum(bylineKinds)
  .meta({ id: 'BylineKind', description: 'A person, or a desk with a common byline.', examples: ['desk'] });

export const Contact = z
  .strictObject({ kind: z.enum(contactKinds), value: printableLine({ max: 300 }) })
  .meta({
    id: 'Contact',
    description: 'A public way to reach someone.',
    examples: [{ kind: 'email', value: 'newsdesk@example.org' }],
  });

export const Byline = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    kind: BylineKind.optional().meta({ description: 'Not in lists of stories.' }),
    jobTitle: z.string().optional(),
    bio: z.string().optional(),
    agency: AgencyRef.optional(),
    portrait: Picture.optional(),
    contacts: z.array(Contact).optional(),
    languages: z.array(z.string()).optional(),
  })
  .meta({
    id: 'Byline',
    description: 'An author of stories: usually a person; needs no login.',
    examples: [reutersByline],
  });
export type Byline = z.output<typeof Byline>;

export const BylineIn = z
  .strictObject({
    slug: Slug.optional(),
    name: printableLine({ max: 200 }),
    hidden: z.boolean().optional(),
    kind: BylineKind,
    jobTitle: printableLine({ max: 200 }).optional(),
    bio: printableText({ max: 5000 }).optional(),
    agency: Reference.optional(),
    portrait: MediaReference.optional(),
    contacts: z.array(Contact).max(20).optional(),
    languages: z.array(Locale).max(20).optional(),
  })
  .meta({
    id: 'BylineIn',
    description: 'A new byline. Without a slug, one is made from the name.',
    examples: [
      {
        name: 'Kim Beispiel',
        kind: 'person',
        jobTitle: 'Reporter (sample)',
        agency: 'sampleville-courier',
        contacts: [{ kind: 'email', value: 'kim@courier.example.org' }],
        languages: ['en', 'de'],
      },
    ],
  });
export type BylineIn = z.output<typeof BylineIn>;
