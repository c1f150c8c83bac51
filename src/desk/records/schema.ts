/** The records as the desk sees them: all fields, and the etag for the next change. */
import { z } from 'zod';
import { kept } from '../../foundation/http/answer/kept.ts';
import { AgencyRef } from '../../library/records/agency-ref.ts';
import { AgencyKind, Owner, Policies } from '../../library/agencies/schema.ts';
import { BylineKind, Contact } from '../../library/bylines/schema.ts';
import { Names } from '../../library/records/names.ts';
import { Rights } from '../../library/rights.ts';
import { SectionName } from '../../library/sections/schema.ts';

const record = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  hidden: z.boolean().meta({ description: 'Hidden from the public, also in stories.' }),
};

/** A story that shows a record to the public. */
export const StoryShowing = z
  .object({
    id: z.string(),
    slug: z.string().optional(),
    headline: z.string().optional(),
    state: z.enum(['live', 'scheduled']),
  })
  .meta({
    id: 'StoryShowing',
    description: 'A story in which readers see the record, or will at the time of its schedule.',
    examples: [
      { id: 'article_01g4q22g00fbsb7wtznbd5hzvm', slug: 'kishida', headline: 'Kishida', state: 'live' },
    ],
  });

/** What a change says beside the record. */
const shownIn = {
  stories: z.array(StoryShowing).optional().meta({
    description:
      'In the answer of a change of `hidden` and of a merge, if there are any: the stories that change with it, at most 100.',
  }),
  storiesTotal: z.number().int().optional().meta({ description: 'How many stories these are.' }),
};

const at = { createdAt: '2022-06-04T12:00:00.000Z', updatedAt: '2022-06-04T12:00:00.000Z' };
const fresh = { hidden: false, revision: 1, etag: '"r1"', ...at };

const MediaRef = z.object({ id: z.string() }).meta({
  id: 'MediaRef',
  description: 'A picture, named.',
  examples: [{ id: 'media_01g4q22g00epn9j77xa3hcy7rk' }],
});

export const DeskAgency = z
  .object({
    ...record,
    kind: AgencyKind,
    profile: z.string().optional(),
    founded: z.number().int().optional(),
    owner: Owner.optional(),
    url: z.string().optional().meta({ format: 'uri' }),
    logo: MediaRef.optional(),
    creditLine: z.string().optional(),
    rights: Rights.optional(),
    policies: Policies.optional(),
    ...kept,
    ...shownIn,
  })
  .meta({
    id: 'DeskAgency',
    description: 'An agency as the desk sees it.',
    examples: [
      { id: 'agency_01g4q9c8g0frzt09b81szfmybh', slug: 'kyodo', name: 'Kyodo News', kind: 'wire', ...fresh },
    ],
  });

export const DeskByline = z
  .object({
    ...record,
    kind: BylineKind,
    jobTitle: z.string().optional(),
    bio: z.string().optional(),
    agency: AgencyRef.optional(),
    portrait: MediaRef.optional(),
    contacts: z.array(Contact).optional(),
    languages: z.array(z.string()).optional(),
    ...kept,
    ...shownIn,
  })
  .meta({
    id: 'DeskByline',
    description: 'A byline as the desk sees it.',
    examples: [
      {
        id: 'byline_01g4q9c8g0eh3vkdxq6c4pc5ct',
        slug: 'alex-sample',
        name: 'Alex Sample',
        kind: 'person',
        ...fresh,
      },
    ],
  });

export const DeskSection = z
  .object({
    ...record,
    names: Names.optional(),
    parent: SectionName.optional().meta({ description: 'The section that it is part of.' }),
    description: z.string().optional(),
    order: z.number().int(),
    requiresApproval: z
      .boolean()
      .meta({ description: 'Its own setting; that of a section above it applies, too.' }),
    ...kept,
    ...shownIn,
  })
  .meta({
    id: 'DeskSection',
    description: 'A section as the desk sees it.',
    examples: [
      {
        id: 'section_01g4q22g00f80t8vqvjnbfgkqr',
        slug: 'world',
        name: 'World',
        order: 10,
        requiresApproval: false,
        ...fresh,
      },
    ],
  });

export const DeskTopic = z
  .object({
    ...record,
    names: Names.optional(),
    description: z.string().optional(),
    mediaTopic: z.string().optional(),
    ...kept,
    ...shownIn,
  })
  .meta({
    id: 'DeskTopic',
    description: 'A topic as the desk sees it.',
    examples: [{ id: 'topic_01g4q22g00fy3sgn0xtpvyx95c', slug: 'nato', name: 'NATO', ...fresh }],
  });
