import { z } from 'zod';
import { ActorRef } from '../../access/actor-ref.ts';
import { Etag } from '../../foundation/http/answer/kept.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated, timeFrom, timeTo } from '../../foundation/schemas/query.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { ContentDiff } from '../diff/schema.ts';
import { deskContent } from '../show/desk-content.ts';
import { Note } from '../../library/notes.ts';
import { summaryExample } from '../stories/examples.ts';
import { incomingStates, pubStatuses } from '../stories/incoming-table.ts';
import { publicationStates } from '../stories/table.ts';

const record = {
  id: z.string(),
  source: z
    .object({ scheme: z.string(), value: z.string() })
    .meta({ description: 'The external id under which it was sent.' }),
  sourceVersion: z.number().int().optional().meta({
    description: 'The version of the source: its number, or its time in milliseconds since 1970 (UTC).',
  }),
  pubStatus: z.enum(pubStatuses).meta({
    description: 'What its source says of it: `usable`, `withheld` for now, or `canceled` for good.',
  }),
  state: z.enum(incomingStates).meta({
    description:
      '`applied`: it became a version of the story by itself. `waiting`: the desk decides. `accepted`, `dismissed`: the desk has decided. `superseded`: its source had sent a newer version, or did so later. `cancelled`: its source cancelled it, or it is a cancellation that needs nothing more.',
  }),
  urgent: z.boolean().optional().meta({
    description: 'True for the cancellation of a live story, or of a draft, that nobody has decided about.',
  }),
  why: z.string().optional().meta({ description: 'Why it waits, or was not applied.' }),
  errors: z
    .array(z.object({ pointer: z.string().optional(), detail: z.string() }))
    .optional()
    .meta({
      description:
        'Where it cannot be applied: every fault, with its place in what was sent (RFC 6901). `accept` answers the same while they hold; `fields` may leave them out.',
    }),
  headline: z.string(),
  arrivedAt: Timestamp.meta({ description: 'When it came first.' }),
  by: ActorRef,
  article: z
    .object({
      id: z.string(),
      headline: z.string(),
      publication: z.enum(publicationStates),
      etag: Etag,
    })
    .optional()
    .meta({
      description:
        'The story here, as it is now. Absent where there is none: its source cancelled it before it came, or its first version could not be applied. Absent, too, in the answer to a key that is narrowed to other sections.',
    }),
  version: z.number().int().optional().meta({ description: 'The version of the story that it became.' }),
  embargoUntil: Timestamp.optional().meta({ description: 'The embargo that it came with.' }),
  decided: z
    .object({
      by: ActorRef,
      at: Timestamp,
      reason: z.string().optional(),
      fields: z.array(z.string()).optional().meta({ description: 'What was accepted, where it was a part.' }),
    })
    .optional()
    .meta({ description: 'Who accepted or dismissed it, and when.' }),
  notes: z.array(Note).optional().meta({
    description: 'In the answer of a `PUT`: what of the input was dropped, flattened or replaced.',
  }),
  thinned: z.boolean().optional().meta({ description: 'True when its content is no longer kept.' }),
};

export const incomingExample = {
  id: 'incoming_01g5h0z1g0e9btvq0ga5h8m3kd',
  source: { scheme: 'courier', value: '2022-0614-bus' },
  sourceVersion: 4,
  pubStatus: 'usable' as const,
  state: 'waiting' as const,
  why: 'Alex Sample has edited this story since.',
  headline: summaryExample.headline,
  arrivedAt: summaryExample.createdAt,
  by: summaryExample.createdBy,
  article: {
    id: summaryExample.id,
    headline: summaryExample.headline,
    publication: 'live' as const,
    etag: '"r4"',
  },
};

export const Incoming = z.object(record).meta({
  id: 'Incoming',
  description: 'A version of a story that its source sent, and what became of it. Never public.',
  examples: [incomingExample],
});
export type Incoming = z.output<typeof Incoming>;

export const IncomingPage = pageSchema('IncomingPage', Incoming);

export const IncomingWhole = z
  .object({
    ...record,
    content: z.object(deskContent).optional().meta({
      id: 'StoryContent',
      description:
        'What a story says, with the names of what it refers to. Of what a source sent, absent for a cancellation.',
    }),
    sent: z.looseObject({}).optional().meta({
      id: 'IncomingSent',
      description:
        'What its source sent, as it came, where it cannot be applied: `errors` say why. In place of `content`.',
    }),
    diff: ContentDiff.optional().meta({
      description: 'The changes from the newest version of the story to it, as between two versions.',
    }),
  })
  .meta({
    id: 'IncomingWhole',
    description: 'A version of a story that its source sent, whole, compared with the newest version here.',
    examples: [incomingExample],
  });
export type IncomingWhole = z.output<typeof IncomingWhole>;

const name = z.string().min(1).max(200);

export const IncomingQuery = z.strictObject({
  ...pageQuery,
  state: commaSeparated(z.enum(incomingStates), {
    description: 'What became of them.',
    example: 'waiting',
  }),
  pubStatus: commaSeparated(z.enum(pubStatuses), {
    description: 'What their sources say of them.',
    example: 'canceled',
  }),
  scheme: commaSeparated(name, { description: 'Whose ids they have.', example: 'courier' }),
  article: commaSeparated(name, { description: 'Their stories, by id.', example: summaryExample.id }),
  arrivedFrom: timeFrom('Arrived at this moment or later.'),
  arrivedTo: timeTo('Arrived at this moment or earlier.'),
});
export type IncomingQuery = z.output<typeof IncomingQuery>;

/** The record in a path, with one of the seed as its example. */
export function incomingParams(example: string) {
  const id = z.string().min(1).max(100);
  return z.strictObject({
    incoming: id.meta({ description: "The record's id.", examples: [example] }),
  });
}

export const IncomingParams = incomingParams(incomingExample.id);
