/** Schemas of a story at the desk: its state, and what can be done with it now. */
import { z } from 'zod';
import { pageSchema } from '../../foundation/page/schema.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { ArticleKind } from '../../edition/show/parts.ts';
import { Note } from '../../library/notes.ts';
import { SectionName } from '../../library/sections/schema.ts';
import { Etag } from '../../foundation/http/answer/kept.ts';
import { ActorRef } from '../../access/actor-ref.ts';
import { Lease } from '../leases/schema.ts';
import { Scheduled } from './schedule-schema.ts';
import { actionNames, type ActionName } from '../actions/actions.ts';
import { Blocker } from '../preflight/blocker-schema.ts';
import { KillProposed } from './desk-article-parts.ts';
import { deskContent, DeskStoryRef } from './desk-content.ts';
import { deskExample } from './desk-example.ts';
import { FromSources } from './from-sources.ts';
import { summaryExample } from '../stories/examples.ts';
import { copyStates, publicationStates } from '../stories/table.ts';

const Copy = z
  .object({
    version: z.number().int().meta({ description: 'The newest version, the one the desk works on.' }),
    state: z.enum(copyStates),
  })
  .meta({
    id: 'Copy',
    description: 'The newest version, and its state in review.',
    examples: [{ version: 1, state: 'draft' }],
  });

const Publication = z
  .object({
    state: z.enum(publicationStates),
    version: z.number().int().optional().meta({ description: 'The version that is public, or was last.' }),
    publishedAt: Timestamp.optional().meta({
      description: 'The first publication; never moves, until the story is unpublished and begins anew.',
    }),
    updatedAt: Timestamp.optional().meta({ description: 'The last public change other than a refile.' }),
    substitute: z.string().optional().meta({
      description:
        'The story for readers instead, by id: the substitute of a killed story, or the target of a consolidated one.',
    }),
    unpublished: z.object({ at: Timestamp, by: ActorRef, publishedAt: Timestamp }).optional().meta({
      description:
        'That it was public before and was unpublished: when, by whom, and when it had been published first. For the desk alone.',
    }),
  })
  .meta({
    id: 'Publication',
    description: 'The public state of the story.',
    examples: [{ state: 'none' }],
  });

const Returned = z
  .object({
    by: ActorRef,
    at: Timestamp,
    reason: z.string(),
    version: z.number().int().meta({ description: 'The version that was returned.' }),
  })
  .meta({
    id: 'Returned',
    description: 'The last time that it was returned to be changed, until it is approved or published.',
    examples: [
      {
        by: { id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' },
        at: summaryExample.createdAt,
        reason: 'Ask the ferry company, too.',
        version: 1,
      },
    ],
  });

const stateFields = {
  id: z.string(),
  etag: Etag,
  revision: z.number().int().meta({ description: 'Changes with every change of content or state.' }),
  copy: Copy,
  publication: Publication,
  embargoUntil: Timestamp.optional().meta({ description: 'Before this time it is not published.' }),
  killProposed: KillProposed.optional(),
  returned: Returned.optional(),
  scheduled: Scheduled.optional(),
  expiresAt: Timestamp.optional().meta({ description: 'From this time on it is not public.' }),
  incoming: FromSources.optional(),
  hasUnpublishedChanges: z.boolean().meta({
    description:
      'Whether the story is live, and readers would see a difference if its newest version were published.',
  }),
  lease: Lease.optional().meta({
    description: 'Who works on it now, if anybody has taken the lease. It locks nothing.',
  }),
  deletedAt: Timestamp.optional(),
  createdAt: Timestamp,
  createdBy: ActorRef,
  updatedAt: Timestamp.meta({ description: 'The last change of any kind.' }),
};

export const DeskArticleSummary = z
  .object({
    ...stateFields,
    slug: z.string(),
    locale: z.string(),
    kind: ArticleKind,
    headline: z.string(),
    section: SectionName.optional(),
  })
  .meta({
    id: 'DeskArticleSummary',
    description: "A story as the desk's lists show it. Its `etag` is enough to act on it.",
    examples: [summaryExample],
  });
export type DeskArticleSummary = z.output<typeof DeskArticleSummary>;

export const DeskArticlePage = pageSchema('DeskArticlePage', DeskArticleSummary);

const Action = z
  .object({
    allowed: z.boolean(),
    reason: z.string().optional().meta({ description: 'Why not.' }),
    blockers: z.array(Blocker).optional().meta({ description: 'Of `publish` and `schedule`: all blockers.' }),
    needs: z
      .array(z.enum(['at', 'change']))
      .optional()
      .meta({
        description:
          'Of `publish` and `schedule`: what must be sent; `change` from the second publication on.',
      }),
  })
  .meta({
    id: 'DeskAction',
    description: 'Whether this key may do that with this story now.',
    examples: [{ allowed: false, reason: 'Only a live story can be withdrawn.' }],
  });

const actions = Object.fromEntries(actionNames.map((name) => [name, Action])) as Record<
  ActionName,
  typeof Action
>;

export const DeskArticle = z
  .object({
    ...stateFields,
    ...deskContent,
    notice: z.string().optional().meta({
      description: 'Of a killed or withdrawn story: the notice to readers in its place.',
    }),
    stillLive: z.array(DeskStoryRef).optional().meta({
      description: 'Of a killed or withdrawn story: its translations that are still live.',
    }),
    notes: z.array(Note).optional().meta({
      description:
        'In the answer of a write: what of the input was dropped, flattened or replaced; at most 100, then how many more. Absent where all of it was kept. Of `restore`: what the version refers to and what is gone. Not kept with the story.',
    }),
    duplicates: z.array(DeskStoryRef).optional().meta({
      description:
        'Of a killed or withdrawn story: the stories that began as duplicates of it or of its translations that were taken back, too, or that it began as, and that nobody has killed. What was wrong in it may be wrong there.',
    }),
    warnings: z.array(Blocker).optional().meta({
      description:
        'That its source cancelled or withholds the story; subjects that IPTC has retired, with those to use now, or that nobody knows; fields of the live text that were mended while a rewrite waited, as long as the rewrite lacks that, and in the answer that publishes it; that the scheduled version cannot go out as things stand, for instance since its section asks for approval.',
    }),
    liveChanged: z.array(z.string()).optional().meta({
      description:
        'After a publication with `base: live`: the fields that changed to readers. The rewrite in the copy does not have these changes.',
    }),
    actions: z.object(actions).meta({
      id: 'DeskActions',
      description: 'What this key may do with this story now.',
      examples: [deskExample.actions],
    }),
  })
  .meta({
    id: 'DeskArticle',
    description: 'A story as the desk sees it: its newest version and its state.',
    examples: [deskExample],
  });
export type DeskArticle = z.output<typeof DeskArticle>;
