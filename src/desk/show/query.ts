import { z } from 'zod';
import { pageQuery } from '../../foundation/page/schema.ts';
import { commaSeparated, timeFrom, timeTo, yesOrNo } from '../../foundation/schemas/query.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { writeQuery } from '../../foundation/http/request/write.ts';
import { articleKinds } from '../../edition/articles/content.ts';
import { aboutExtras, includeOf, ratio } from '../../edition/show/asked.ts';
import { bodyForms } from '../../edition/show/schema.ts';
import { nightBus, summaryExample } from '../stories/examples.ts';
import { articleSorts } from './list.ts';
import { listNames } from './working-lists.ts';
import { copyStates, publicationStates } from '../stories/table.ts';

const name = z.string().min(1).max(200);

export const body = z
  .enum(bodyForms)
  .default('blocks')
  .meta({
    description:
      'The form of the text in the answer: `body` (blocks, the default), `bodyHtml`, `bodyText` or `bodyMarkdown`.',
    override: { default: 'blocks' },
  });

const locale = Locale.optional().meta({
  description: 'Which one, when stories in several languages share the slug.',
});

/** The filters of lists and searches of the desk. */
export const deskFilterQuery = {
  state: commaSeparated(z.enum(copyStates), { description: 'States of the copy.', example: 'draft' }),
  publication: commaSeparated(z.enum(publicationStates), {
    description: 'States in public.',
    example: 'live',
  }),
  actor: commaSeparated(name, {
    description: 'Who created them, by id.',
    example: summaryExample.createdBy.id,
  }),
  section: commaSeparated(name, {
    description: 'Sections by id or slug, with those below them.',
    example: 'world',
  }),
  agency: commaSeparated(name, {
    description: 'Agencies that supplied them, by id or slug.',
    example: 'reuters',
  }),
  byline: commaSeparated(name, {
    description: 'Bylines of the newest or the scheduled version, by id or slug.',
    example: 'alex-sample',
  }),
  topic: commaSeparated(name, {
    description: 'Topics of the newest or the scheduled version, by id or slug.',
    example: 'nato',
  }),
  subject: commaSeparated(name, {
    description: 'Codes among the subjects of the newest version, or above one of them.',
    example: 'medtop:20000640',
  }),
  kind: commaSeparated(z.enum(articleKinds), { description: 'Kinds of piece.', example: 'story' }),
  locale: commaSeparated(Locale, { description: 'Languages that stories are written in.', example: 'en' }),
  hasUnpublishedChanges: yesOrNo(
    '`true`: only live stories whose newest version would show readers a difference; `false`: only others.',
  ),
  updatedFrom: timeFrom('Changed at this moment or later.'),
  updatedTo: timeTo('Changed at this moment or earlier.'),
  createdFrom: timeFrom('Created at this moment or later.'),
  createdTo: timeTo('Created at this moment or earlier.'),
  publishedFrom: timeFrom('First published at this moment or later.'),
  publishedTo: timeTo('First published at this moment or earlier.'),
  deleted: yesOrNo('`true`: deleted stories instead of those that are not.'),
};

export const DeskListQuery = z
  .strictObject({
    ...pageQuery,
    ...deskFilterQuery,
    q: printableText({ max: 200 })
      .optional()
      .meta({ description: 'Plain words, all of them in the headline or the slug of the newest version.' }),
    list: z.enum(listNames).optional().meta({
      description:
        'A working list, in its own order; other filters apply, too. `/v1/desk/lists` describes the lists, with counts.',
    }),
    sort: z
      .enum(articleSorts)
      .optional()
      .meta({
        description: 'The order; `-` is newest first. Not with `list`, which has its own.',
        override: { default: '-updatedAt' },
      }),
  })
  .refine(({ list, sort }) => list === undefined || sort === undefined, {
    path: ['sort'],
    error: 'must not be given with list, which has its own order',
  });
export type DeskListQuery = z.output<typeof DeskListQuery>;

export const DeskParams = z.strictObject({
  article: z
    .string()
    .min(1)
    .meta({ description: "The story's id, or any slug that it has or had.", examples: [nightBus.slug] }),
});

/** Which story, and how it is shown. */
export const DeskReadQuery = z.strictObject({
  locale,
  body,
  ratio,
  include: includeOf(['renditions'], aboutExtras),
});

/** The query of writes: which story, and the form of the answer. */
export const DeskWriteQuery = z.strictObject({ ...writeQuery, locale, body });

/** The same for new stories and ids, which need no locale. */
export const NewQuery = z.strictObject({ ...writeQuery, body });
