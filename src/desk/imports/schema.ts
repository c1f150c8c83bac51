import { z } from 'zod';
import { writeQuery } from '../../foundation/http/request/write.ts';
import { yesOrNo } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { Note } from '../../library/notes.ts';
import { formatNames } from './formats.ts';

/** As many items as one request may bring. */
export const mostItems = 1000;

export const change = printableText({ max: 2000 })
  .optional()
  .meta({
    description:
      'With `publish`: the public note on the change of stories that are live already. Without it these are saved and not published.',
    examples: ['Updated by the agency.'],
  });

export const ImportQuery = z.strictObject({
  ...writeQuery,
  format: z
    .enum(formatNames)
    .default('ninjs')
    .meta({ description: 'The format of the body.', override: { default: 'ninjs' } }),
  publish: yesOrNo('`true` publishes each story without blockers. Needs `articles:publish`.'),
  createRecords: yesOrNo(
    '`true` creates missing agencies, bylines, sections and topics, as far as the key may.',
  ),
  change,
});
export type ImportQuery = z.output<typeof ImportQuery>;

const example = {
  standard: { name: 'ninjs', version: '3.1' },
  uri: 'tag:courier.example,2022:bus-0614',
  type: 'text',
  version: '3',
  versionCreated: '2022-06-14T18:30:00Z',
  language: 'en',
  headlines: [{ role: 'main', value: 'Sample: Night Bus to the Harbour' }],
  by: 'Alex Sample',
  bodies: [
    { role: 'main', contentType: 'text/html', value: '<p>The council has voted for a night bus.</p>' },
  ],
};

/** Only for the contract; items are validated when they are read. */
const itemShape = {
  type: 'object' as const,
  properties: { uri: { type: 'string' as const, description: 'The id that its source gives it.' } },
  additionalProperties: true,
};

export const ImportIn = z
  .union([z.looseObject({}), z.array(z.unknown()).min(1).max(mostItems)], {
    error: `must be an item, or a list of 1 to ${mostItems} items`,
  })
  .meta({
    id: 'ImportIn',
    description: `One item of ninjs 1.x to 3.x, a list of up to ${mostItems}, or a composite of whole stories, as our feeds in ninjs are.`,
    examples: [example, [example]],
    override: {
      anyOf: [itemShape, { type: 'array', items: itemShape, minItems: 1, maxItems: mostItems }],
    },
  });

export const outcomes = [
  'created',
  'updated',
  'unchanged',
  'waiting',
  'cancelled',
  'superseded',
  'refused',
  'failed',
] as const;

const Result = z
  .object({
    file: z.string().optional().meta({ description: 'The file that it came in; only by command.' }),
    index: z.number().int().meta({ description: 'The index of the item in the body, from 0.' }),
    uri: z.string().optional().meta({ description: 'The id that its source gives it.' }),
    headline: z.string().optional(),
    read: z
      .string()
      .optional()
      .meta({ description: 'The format that it was read as.', examples: ['ninjs 3.1'] }),
    outcome: z.enum(outcomes).meta({
      description:
        '`unchanged`: it is stored already. `waiting`: it is not applied by itself, and waits for the desk. `cancelled`: its source cancelled it, which is remembered; `notes` say what there is to do. `superseded`: a newer version of it is in the same import. `refused`: no story was saved, for what `errors` says; what has an `incoming` is kept, and `waiting` there where the desk can mend it. `failed`: an error of the server, and nothing of it was saved; send it again.',
    }),
    published: z.boolean().meta({ description: 'Whether it was published now.' }),
    article: z
      .string()
      .optional()
      .meta({ description: 'The id of the story. Absent when it was not saved, as after a dry run.' }),
    version: z.number().int().optional().meta({ description: 'The newest version of the story.' }),
    incoming: z.string().optional().meta({
      description:
        'The id of its record in `/v1/desk/incoming`. Absent where not even its `uri` can be read, and after a dry run.',
    }),
    notes: z.array(Note).meta({
      description: 'What was dropped, changed or not done: at most 100, then how many more.',
    }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().meta({
            description: 'Where in the item, as it was sent: a JSON Pointer (RFC 6901).',
          }),
          detail: z.string(),
        }),
      )
      .meta({ description: 'Why it was refused; every fault at once.' }),
  })
  .meta({ id: 'ImportResult', description: 'The result of one item.' });
export type ImportResult = z.output<typeof Result>;

export const ImportReport = z
  .object({
    format: z.enum(formatNames),
    dryRun: z.boolean().meta({ description: 'Whether it was a dry run, and nothing was saved.' }),
    totals: z
      .object({
        items: z.number().int(),
        ...(Object.fromEntries(outcomes.map((name) => [name, z.number().int()])) as Record<
          (typeof outcomes)[number],
          z.ZodNumber
        >),
        published: z.number().int(),
      })
      .meta({ id: 'ImportTotals', description: 'The number of items with each result.' }),
    results: z.array(Result).meta({ description: 'In the order of the input.' }),
  })
  .meta({ id: 'ImportReport', description: 'The results of all items.' });
export type ImportReport = z.output<typeof ImportReport>;
