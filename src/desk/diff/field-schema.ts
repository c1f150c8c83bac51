import { z } from 'zod';

export const op = z.enum(['equal', 'insert', 'delete']).meta({
  description: '`equal` and `delete` together give the text before; `equal` and `insert` the text after.',
});

const Segment = z.object({ op, text: z.string() }).meta({
  id: 'DiffSegment',
  description: 'A run of words: equal, inserted or deleted.',
  examples: [{ op: 'delete', text: 'two' }],
});

const place = z.number().int().min(0);
export const from = place.optional().meta({ description: 'Its place before, from 0.' });
export const to = place.optional().meta({ description: 'Its place now, from 0.' });
export const moved = z
  .literal(true)
  .optional()
  .meta({ description: 'Set when its order among the others has changed.' });
export const coarse = z.literal(true).optional().meta({
  description:
    'Set when the texts were too long or too different to compare word by word: they count as replaced.',
});
const Fact = z.union([z.string(), z.number(), z.boolean()]);
type Fact = z.output<typeof Fact>;
type DiffRecord = { [name: string]: Fact | DiffRecord | (Fact | DiffRecord)[] };

const DiffRecord: z.ZodType<DiffRecord> = z
  .record(
    z.string(),
    z.lazy(() => z.union([Fact, DiffRecord, z.array(z.union([Fact, DiffRecord]))])),
  )
  .meta({
    id: 'DiffRecord',
    description: 'An item of a list, or a reference, as in a version: by id, slug and name.',
    examples: [{ id: 'section_01g4q9c8g0ff08vy7pbs6mqnzv', slug: 'politics', name: 'Politics' }],
  });

const value = z.union([Fact, z.array(z.string()), DiffRecord]).optional();
const before = value.meta({ description: 'The value before, as in a version.' });
const after = value.meta({ description: 'The value now, as in a version.' });
const words = z.array(Segment).optional().meta({ description: 'Of a text: its words, one after the other.' });

const Item = z
  .object({ change: z.enum(['added', 'removed', 'changed', 'moved']), moved, from, to, before, after })
  .meta({
    id: 'DiffItem',
    description: 'The change of one item of a list.',
    examples: [{ change: 'added', to: 1, after: { id: 'topic_01g4q9c8g0e5b9yvtkq0zs9w2d', name: 'NATO' } }],
  });

/** The change of one field of the story or of a block. */
export const Field = z
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
      description: 'Of a list: the changes of its items; unchanged items are left out.',
    }),
  })
  .meta({
    id: 'DiffField',
    description: 'The change of one field.',
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
