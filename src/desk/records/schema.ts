/** What the desk is shown of the library: everything that was sent, hidden or not, and what a next change needs. */
import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { AgencyRef } from '../../library/records/agency-ref.ts';
import { AgencyKind, Owner, Policies } from '../../library/agencies/schema.ts';
import { BylineKind, Contact } from '../../library/bylines/schema.ts';
import { Rights } from '../../library/rights.ts';
import { SectionName } from '../../library/sections/schema.ts';

export const Etag = z.string().meta({
  description: 'Send it back in `If-Match` to change this: it moves with every change.',
  examples: ['"r1"'],
});

/** What every answer of the desk ends in. */
export const kept = {
  revision: z.number().int().meta({ description: 'Counts the changes, from 1.' }),
  etag: Etag,
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

const record = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  hidden: z.boolean().meta({ description: 'Hidden from the public, also where stories name it.' }),
};

export const at = { createdAt: '2022-06-04T12:00:00.000Z', updatedAt: '2022-06-04T12:00:00.000Z' };
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
  })
  .meta({
    id: 'DeskAgency',
    description: 'An agency as the desk keeps it.',
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
  })
  .meta({
    id: 'DeskByline',
    description: 'A byline as the desk keeps it.',
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
    parent: SectionName.optional().meta({ description: 'The section that it is part of.' }),
    description: z.string().optional(),
    order: z.number().int(),
    requiresApproval: z
      .boolean()
      .meta({ description: 'Its own setting; one above it that says so holds here too.' }),
    ...kept,
  })
  .meta({
    id: 'DeskSection',
    description: 'A section as the desk keeps it.',
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
  .object({ ...record, description: z.string().optional(), mediaTopic: z.string().optional(), ...kept })
  .meta({
    id: 'DeskTopic',
    description: 'A topic as the desk keeps it.',
    examples: [{ id: 'topic_01g4q22g00fy3sgn0xtpvyx95c', slug: 'nato', name: 'NATO', ...fresh }],
  });

export const AlertState = z.enum(['waiting', 'running', 'over']);

export const DeskAlert = z
  .object({
    id: z.string(),
    headline: z.string(),
    article: z
      .object({
        id: z.string(),
        live: z.boolean().meta({ description: 'Whether the story is live: the alert shows only then.' }),
      })
      .optional()
      .meta({ description: 'The story that it announces.' }),
    url: z.string().optional().meta({ format: 'uri' }),
    startsAt: Timestamp,
    endsAt: Timestamp,
    state: AlertState.meta({ description: 'Where it stands between its start and its end.' }),
    ...kept,
  })
  .meta({
    id: 'DeskAlert',
    description: 'A line of the breaking ticker as the desk keeps it.',
    examples: [
      {
        id: 'alert_01g4q9c8g0f8da5pbgq5kz3xbj',
        headline: 'Sample: voting begins',
        startsAt: '2022-06-12T09:00:00.000Z',
        endsAt: '2022-06-12T21:00:00.000Z',
        state: 'over',
        revision: 1,
        etag: '"r1"',
        ...at,
      },
    ],
  });
