/** A story as the desk sees it: every state of it, and what can be done with it now. */
import { z } from 'zod';
import { pageSchema } from '../../foundation/page/schema.ts';
import { Timestamp } from '../../foundation/wire.ts';
import { ArticleKind } from '../../edition/articles/parts.ts';
import { SectionName } from '../../library/sections/schema.ts';
import { Etag } from '../library/schema.ts';
import { RuleName } from '../preflight/schema.ts';
import { actionNames, type ActionName } from './actions.ts';
import { deskContent } from './desk-content.ts';
import { deskExample, summaryExample } from './examples.ts';
import { copyStates, publicationStates } from './table.ts';

export const ActorRef = z.object({ id: z.string(), name: z.string() }).meta({
  id: 'ActorRef',
  description: 'Who did something.',
  examples: [{ id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' }],
});

const Copy = z
  .object({
    version: z.number().int().meta({ description: 'The newest version, the one the desk works on.' }),
    state: z.enum(copyStates),
  })
  .meta({ id: 'Copy', description: 'Where the copy stands.', examples: [{ version: 1, state: 'draft' }] });

const Publication = z
  .object({
    state: z.enum(publicationStates),
    version: z.number().int().optional().meta({ description: 'The version that is public, or was last.' }),
    publishedAt: Timestamp.optional().meta({ description: 'The first publication; never moves.' }),
    updatedAt: Timestamp.optional().meta({ description: 'The last public change other than a refile.' }),
  })
  .meta({
    id: 'Publication',
    description: 'Where the story stands in public.',
    examples: [{ state: 'none' }],
  });

const standing = {
  id: z.string(),
  etag: Etag,
  revision: z.number().int().meta({ description: 'Moves with every change of content or state.' }),
  copy: Copy,
  publication: Publication,
  embargoUntil: Timestamp.optional().meta({ description: 'Before this moment it is not published.' }),
  hasUnpublishedChanges: z.boolean().meta({ description: 'Whether the copy is newer than what is live.' }),
  deletedAt: Timestamp.optional(),
  createdAt: Timestamp,
  createdBy: ActorRef,
  updatedAt: Timestamp.meta({ description: 'The last change of any kind.' }),
};

export const DeskArticleSummary = z
  .object({
    ...standing,
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

const Blocker = z
  .object({ rule: RuleName.optional(), pointer: z.string().optional(), detail: z.string() })
  .meta({
    id: 'Blocker',
    description: 'What stands in the way of publishing, and where.',
    examples: [{ rule: 'body-empty', pointer: '/body', detail: 'The story has no text.' }],
  });

const Action = z
  .object({
    allowed: z.boolean(),
    reason: z.string().optional().meta({ description: 'Why not.' }),
    blockers: z
      .array(Blocker)
      .optional()
      .meta({ description: 'Of `publish`: everything that would be wrong to publish.' }),
    needs: z
      .array(z.enum(['change']))
      .optional()
      .meta({ description: 'Of `publish`: what must be sent, from the second publication on.' }),
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
    ...standing,
    ...deskContent,
    actions: z.object(actions).meta({
      id: 'DeskActions',
      description: 'What this key may do with this story now.',
      examples: [deskExample.actions],
    }),
  })
  .meta({
    id: 'DeskArticle',
    description: 'A story as the desk has it: its newest version, and where it stands.',
    examples: [deskExample],
  });
export type DeskArticle = z.output<typeof DeskArticle>;
