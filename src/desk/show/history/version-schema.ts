import { z } from 'zod';
import { pageSchema } from '../../../foundation/page/schema.ts';
import { wholeNumber } from '../../../foundation/schemas/query.ts';
import { Timestamp } from '../../../foundation/schemas/wire.ts';
import { ActorRef } from '../../../access/actor-ref.ts';
import { deskContent } from '../desk-content.ts';
import { deskExample } from '../desk-example.ts';
import { summaryExample } from '../../stories/examples.ts';
import { DeskParams } from '../query.ts';

const saved = {
  version: z.number().int(),
  at: Timestamp.meta({ description: 'When it was saved.' }),
  by: ActorRef,
  note: z.string().optional().meta({ description: 'What was said about it when it was saved.' }),
  published: z.boolean().meta({ description: 'Whether it was ever public.' }),
  live: z.boolean().meta({ description: 'Whether it is what the public reads now.' }),
  thinned: z.boolean().optional().meta({
    description:
      'True when its text is no longer kept: it was an old draft version that was never published. Then its address answers 410.',
  }),
};

const example = {
  version: 1,
  at: summaryExample.createdAt,
  by: summaryExample.createdBy,
  published: false,
  live: false,
};

export const DeskVersionSummary = z.object(saved).meta({
  id: 'DeskVersionSummary',
  description: 'One saved state of a story: who, when, and whether it was published.',
  examples: [example],
});
export type DeskVersionSummary = z.output<typeof DeskVersionSummary>;

export const DeskVersionPage = pageSchema('DeskVersionPage', DeskVersionSummary);

const {
  headline,
  slug,
  locale,
  kind,
  bylines,
  attributions,
  placements,
  topics,
  subjects,
  related,
  externalIds,
} = deskExample;

export const DeskVersion = z.object({ ...saved, ...deskContent }).meta({
  id: 'DeskVersion',
  description: 'One saved state of a story, whole. It never changes.',
  examples: [
    {
      ...example,
      ...{
        headline,
        slug,
        locale,
        kind,
        bylines,
        attributions,
        placements,
        topics,
        subjects,
        related,
        externalIds,
      },
    },
  ],
});
export type DeskVersion = z.output<typeof DeskVersion>;

export const VersionParams = DeskParams.extend({
  version: wholeNumber({ min: 1, max: 999_999_999, description: "The version's number.", example: 1 }),
});
