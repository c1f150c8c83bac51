import { z } from 'zod';
import { decorators } from '../../library/body/parts.ts';
import { BlockIn } from '../../library/body/schema.ts';
import { summaryExample } from '../stories/examples.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { DeskVersionSummary } from '../show/history/version-schema.ts';
import { coarse, Field, from, moved, op, to } from './field-schema.ts';

const Mark = z
  .object({
    type: z.enum([...decorators, 'link', 'articleLink']),
    href: z.string().optional(),
    article: z.string().optional().meta({ description: 'The id of the story that is linked to.' }),
  })
  .meta({ id: 'DiffMark', description: 'A mark of a run of text.', examples: [{ type: 'strong' }] });

const Run = z
  .object({
    op,
    text: z.string(),
    marks: z.array(Mark).optional(),
    marksBefore: z
      .array(Mark)
      .optional()
      .meta({ description: 'Only for words whose marks changed: the marks before.' }),
  })
  .meta({
    id: 'DiffRun',
    description: 'A run of text: equal, inserted or deleted, with its marks.',
    examples: [{ op: 'insert', text: 'three', marks: [{ type: 'strong' }] }],
  });

const BlockChange = z
  .object({
    change: z.enum(['unchanged', 'added', 'removed', 'changed', 'moved']),
    moved,
    type: z.enum(['block', 'image', 'gallery', 'embed', 'table', 'note']),
    key: z.string().meta({ description: 'Its `_key`.' }),
    from,
    to,
    before: BlockIn.optional().meta({ description: 'The block as it was: where it changed or was removed.' }),
    after: BlockIn.optional().meta({ description: 'The block as it is.' }),
    text: z
      .array(Run)
      .optional()
      .meta({ description: 'Of a paragraph that changed: its words, with their marks.' }),
    coarse,
    fields: z.array(Field).optional().meta({ description: 'What else changed in the block.' }),
  })
  .meta({
    id: 'DiffBlock',
    description: 'The change of one block of the body. Blocks are matched by key, else by their words.',
    examples: [
      {
        change: 'moved',
        moved: true,
        type: 'block',
        key: 'p2',
        from: 1,
        to: 0,
        after: {
          _type: 'block',
          _key: 'p2',
          children: [{ _type: 'span', text: 'The first leaves on July 1.' }],
        },
      },
    ],
  });

const counted = z.number().int();
const version = {
  version: 2,
  at: summaryExample.createdAt,
  by: summaryExample.createdBy,
  published: false,
  live: false,
};

const changes = {
  locale: z.string().meta({ description: 'The language whose rules separate words.' }),
  identical: z.boolean().meta({ description: 'Whether both versions are the same.' }),
  blocks: z
    .object({ unchanged: counted, added: counted, removed: counted, changed: counted, moved: counted })
    .meta({
      id: 'DiffCounts',
      description: 'The number of blocks of the body with each kind of change.',
      examples: [{ unchanged: 8, added: 1, removed: 0, changed: 1, moved: 0 }],
    }),
  fields: z.array(Field).meta({ description: 'The changed fields, except the body.' }),
  body: z.array(BlockChange).meta({
    description: 'Every block, in the present order; removed blocks are at their former place.',
  }),
};

export const ContentDiff = z.object(changes).meta({
  id: 'ContentDiff',
  description: 'The changes from the newest version of a story to what a source sent.',
  examples: [
    {
      locale: 'en',
      identical: true,
      blocks: { unchanged: 2, added: 0, removed: 0, changed: 0, moved: 0 },
      fields: [],
      body: [],
    },
  ],
});

export const ArticleDiff = z
  .object({
    id: z.string(),
    from: DeskVersionSummary.optional().meta({
      description: 'Absent when there is no version before: then everything was added.',
    }),
    to: DeskVersionSummary,
    ...changes,
  })
  .meta({
    id: 'ArticleDiff',
    description: 'The changes of a story from one version to another.',
    examples: [
      {
        id: summaryExample.id,
        locale: 'en',
        from: { ...version, version: 1 },
        to: version,
        identical: true,
        blocks: { unchanged: 2, added: 0, removed: 0, changed: 0, moved: 0 },
        fields: [],
        body: [],
      },
    ],
  });

function versionName(description: string, examples?: string[]) {
  return z
    .string()
    .regex(/^([1-9]\d{0,8}|public)$/, 'must be the number of a version, or public')
    .transform((name) => (name === 'public' ? name : Number(name)))
    .optional()
    .meta({
      description,
      override: { type: 'string', pattern: '^([1-9][0-9]{0,8}|public)$' },
      ...(examples && { examples }),
    });
}

export const DiffParams = DeskParams;
export const DiffQuery = z.strictObject({
  locale: DeskReadQuery.shape.locale,
  from: versionName(
    'From which version: its number, or `public`. By default the public one; where `to` is that one or older, the version before `to`.',
  ),
  to: versionName('To which version: its number, or `public`. By default the newest.', ['1']),
  format: z
    .enum(['json', 'html'])
    .optional()
    .meta({ description: '`html` gives a page, independent of `Accept`.', examples: ['json'] }),
});
