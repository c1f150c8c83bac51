import { z } from 'zod';
import { BlockIn } from '../../library/body/schema.ts';
import { summaryExample } from '../articles/examples.ts';
import { DeskParams, DeskReadQuery } from '../articles/query.ts';
import { DeskVersionSummary } from '../articles/version-schema.ts';

const text = z.string();
const op = z.enum(['equal', 'insert', 'delete']).meta({
  description:
    'What is `equal` or `delete` makes the text before; what is `equal` or `insert`, the one after.',
});

const Segment = z.object({ op, text }).meta({
  id: 'DiffSegment',
  description: 'A run of words that stayed, came or went.',
  examples: [{ op: 'delete', text: 'two' }],
});

const Mark = z
  .object({
    type: z.enum(['strong', 'em', 'link', 'articleLink']),
    href: z.string().optional(),
    article: z.string().optional().meta({ description: 'The id of the story that is linked to.' }),
  })
  .meta({ id: 'DiffMark', description: 'A mark of a run of text.', examples: [{ type: 'strong' }] });

const Run = z
  .object({
    op,
    text,
    marks: z.array(Mark).optional(),
    marksBefore: z
      .array(Mark)
      .optional()
      .meta({ description: 'Only on words that stayed while their marks changed: what these were.' }),
  })
  .meta({
    id: 'DiffRun',
    description: 'A run of text that stayed, came or went, with its marks.',
    examples: [{ op: 'insert', text: 'three', marks: [{ type: 'strong' }] }],
  });

const place = z.number().int().min(0);
const from = place.optional().meta({ description: 'Where it stood before, from 0.' });
const to = place.optional().meta({ description: 'Where it stands now, from 0.' });
const moved = z
  .literal(true)
  .optional()
  .meta({ description: 'Set when it stands elsewhere among the others.' });
const coarse = z.literal(true).optional().meta({
  description:
    'Set when the texts were too long, or too different, to compare word by word: they are told as replaced.',
});
const value = z.unknown().optional();
const before = value.meta({ description: 'What it was, in the form of a version.' });
const after = value.meta({ description: 'What it is, in the form of a version.' });
const words = z.array(Segment).optional().meta({ description: 'Of a text: its words, one after the other.' });

const Item = z
  .object({ change: z.enum(['added', 'removed', 'changed', 'moved']), moved, from, to, before, after })
  .meta({
    id: 'DiffItem',
    description: 'What became of one thing in a list.',
    examples: [{ change: 'added', to: 1, after: { id: 'topic_01g4q9c8g0e5b9yvtkq0zs9w2d', name: 'NATO' } }],
  });

const Field = z
  .object({
    pointer: z
      .string()
      .meta({ description: 'Which field: a JSON Pointer into the version, or into the block.' }),
    change: z.enum(['added', 'removed', 'changed']),
    before,
    after,
    text: words,
    coarse,
    items: z.array(Item).optional().meta({
      description:
        'Of a list: what became of its things; those that stayed as and where they were are left out.',
    }),
  })
  .meta({
    id: 'DiffField',
    description: 'What became of one field.',
    examples: [
      {
        pointer: '/standfirst',
        change: 'changed',
        before: 'After two years.',
        after: 'After three years.',
        text: [
          { op: 'equal', text: 'After ' },
          { op: 'delete', text: 'two' },
          { op: 'insert', text: 'three' },
          { op: 'equal', text: ' years.' },
        ],
      },
    ],
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
    description: 'What became of one block of the body. It is followed by its key, else by its words.',
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

export const ArticleDiff = z
  .object({
    id: z.string(),
    locale: z.string().meta({ description: 'The language by whose rules words are told apart.' }),
    from: DeskVersionSummary.optional().meta({
      description: 'Absent when there is no version before: then all was added.',
    }),
    to: DeskVersionSummary,
    identical: z.boolean().meta({ description: 'Whether both say the same.' }),
    blocks: z
      .object({ unchanged: counted, added: counted, removed: counted, changed: counted, moved: counted })
      .meta({
        id: 'DiffCounts',
        description: 'How many blocks of the body each of these happened to.',
        examples: [{ unchanged: 8, added: 1, removed: 0, changed: 1, moved: 0 }],
      }),
    fields: z.array(Field).meta({ description: 'The fields that changed, but for the body.' }),
    body: z.array(BlockChange).meta({
      description: 'Every block, in the order of now; what was removed stands where it stood.',
    }),
  })
  .meta({
    id: 'ArticleDiff',
    description: 'What changed in a story from one version to another.',
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
    'From which version: its number, or `public`. By default the one that is public, or where `to` is that or older, the last before it.',
  ),
  to: versionName('To which version: its number, or `public`. By default the newest.', ['1']),
  format: z
    .enum(['json', 'html'])
    .optional()
    .meta({ description: '`html` is a page to read, whatever `Accept` says.', examples: ['json'] }),
});
