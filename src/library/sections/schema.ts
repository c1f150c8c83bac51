import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Reference, Slug } from '../../foundation/schemas/wire.ts';
import { asiaPacific, world } from '../examples.ts';
import { nameLocale, Names } from '../records/names.ts';

export const SectionName = z
  .object({ id: z.string(), slug: z.string(), name: z.string(), nameLocale })
  .meta({ id: 'SectionName', description: 'A section, named.', examples: [world] });

export const SectionRef = SectionName.extend({
  parent: SectionName.optional().meta({ description: 'The section that it is part of.' }),
}).meta({
  id: 'SectionRef',
  description: 'A section, named, with the one above it.',
  examples: [{ ...asiaPacific, parent: world }],
});

export const Section = SectionRef.extend({
  description: z.string().optional(),
  order: z.number().int().meta({
    description:
      'Its order among the sections with the same parent; in lists each section is followed by those below it.',
  }),
}).meta({
  id: 'Section',
  description: 'A section of the site. Sections form a tree; a filter by a section includes those below it.',
  examples: [{ ...asiaPacific, parent: world, description: 'News from Asia and the Pacific.', order: 10 }],
});
export type Section = z.output<typeof Section>;

export const SectionIn = z
  .strictObject({
    slug: Slug.optional(),
    name: printableLine({ max: 200 }),
    names: Names.optional(),
    hidden: z.boolean().optional(),
    parent: Reference.optional(),
    description: printableText({ max: 2000 }).optional(),
    order: z
      .number()
      .int()
      .min(0)
      .max(100000)
      .optional()
      .meta({ description: 'Its order among the sections with the same parent; by default 0.' }),
    requiresApproval: z.boolean().optional().meta({
      description:
        'Whether its stories, and those of the sections below it, must be approved by somebody else before they are published. There only people write notes and notices to readers, and only people take the demand away. Never public; by default `false`.',
    }),
  })
  .meta({
    id: 'SectionIn',
    description: 'A new section. Without a slug, one is made from the name.',
    examples: [{ name: 'Africa', parent: 'world', description: 'News from Africa.', order: 30 }],
  });
export type SectionIn = z.output<typeof SectionIn>;
