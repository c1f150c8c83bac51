import { z } from 'zod';
import type { EventData } from '../../foundation/events/table.ts';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { commaSeparated, timeFrom, timeTo } from '../../foundation/schemas/query.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { ActorRef } from '../../access/actor-ref.ts';
import { summaryExample } from '../stories/examples.ts';
import { DeskReadQuery } from '../show/query.ts';

const Fact = z.union([z.string(), z.number(), z.boolean()]);

const Data: z.ZodType<EventData> = z
  .record(
    z.string(),
    z.lazy(() => z.union([Fact, Data, z.array(z.union([Fact, Data]))])),
  )
  .meta({
    id: 'EventData',
    description:
      'Details, by the kind of action. For a change in the library: its `fields`, and their values `before`. For a deletion: the whole record.',
    examples: [{ fields: ['name'], before: { name: 'World' } }],
  });

export const DeskEvent = z
  .object({
    seq: z.number().int().meta({ description: 'Later events have greater ones.' }),
    cursor: z.string().meta({ description: 'Goes on after it, as `after`.' }),
    at: Timestamp,
    by: ActorRef,
    action: z.string().meta({ description: 'The action, like `article.published`.' }),
    subject: z.string().meta({ description: 'The id of the changed thing.' }),
    fromVersion: z.number().int().optional(),
    toVersion: z.number().int().optional(),
    reason: z.string().optional().meta({ description: 'Why; never public.' }),
    data: Data.optional(),
  })
  .meta({
    id: 'DeskEvent',
    description:
      'Who did what, when, from which version to which, and why. Events are never changed or deleted.',
    examples: [
      {
        seq: 71,
        cursor: '1z-l4egytc0',
        at: summaryExample.createdAt,
        by: summaryExample.createdBy,
        action: 'article.created',
        subject: summaryExample.id,
        toVersion: 1,
      },
    ],
  });
export type DeskEvent = z.output<typeof DeskEvent>;

export const DeskEventPage = pageSchema('DeskEventPage', DeskEvent);

const action = commaSeparated(
  z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z-]{1,40}$/, 'must be named like article.published'),
  { description: 'The actions.', example: 'article.published' },
);
const name = z.string().min(1).max(200);
const times = {
  atFrom: timeFrom('At this moment or later.'),
  atTo: timeTo('At this moment or earlier.'),
};

export const EventsQuery = z.strictObject({
  ...pageQuery,
  action,
  subject: commaSeparated(name, { description: 'The id of the changed thing.', example: summaryExample.id }),
  actor: commaSeparated(name, { description: 'The id of the actor.', example: summaryExample.createdBy.id }),
  ...times,
  after: z.string().min(1).max(40).optional().meta({
    description: 'Only events after this `cursor` of one, the oldest first; `0`: all.',
  }),
});

export const HistoryQuery = z.strictObject({
  ...pageQuery,
  locale: DeskReadQuery.shape.locale,
  action,
  ...times,
});
