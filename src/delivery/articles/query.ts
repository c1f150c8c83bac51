import { z } from 'zod';
import { pageQuery } from '../../foundation/page/schema.ts';
import { isId } from '../../foundation/ids.ts';
import { commaSeparated, timeFrom, timeTo, wholeNumber, yesOrNo } from '../../foundation/schemas/query.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { articleKinds } from '../../edition/articles/content.ts';
import { liveSorts } from '../../edition/articles/list.ts';
import { aboutExtras, includeOf, ratio, wholeExtras, wholeInclude } from '../../edition/show/asked.ts';
import { bodyForms } from '../../edition/show/schema.ts';
import { MediaTopic } from '../../library/subjects/schema.ts';

const name = z.string().min(1).max(200);
const ArticleId = z
  .string()
  .refine((id) => isId('article', id), 'must be the id of a story, like article_01g4q22g00e0qt3m8x9c5w6y7z');

export const captionLocale = Locale.optional().meta({
  description:
    "The language for the words of pictures, or the nearest there is (`captionLocale` in the answer names it); the story's own when absent.",
});

const body = z.enum(bodyForms).optional().meta({
  description:
    'The form of the text: `body` (blocks, the default), `bodyHtml`, `bodyText` or `bodyMarkdown`.',
});

/** The filters of lists and searches. */
export const filterQuery = {
  section: commaSeparated(name, {
    description: 'Sections by id or slug, with those below them.',
    example: 'world',
  }),
  topic: commaSeparated(name, { description: 'Topics by id or slug.', example: 'nato' }),
  subject: commaSeparated(MediaTopic, {
    description: 'Subjects by code, with those below them in the vocabulary, where one is loaded.',
    example: 'medtop:20000639',
  }),
  byline: commaSeparated(name, { description: 'Bylines by id or slug.', example: 'reuters' }),
  agency: commaSeparated(name, { description: 'Agencies by id or slug.', example: 'reuters' }),
  kind: commaSeparated(z.enum(articleKinds), { description: 'Kinds of piece.', example: 'story' }),
  locale: commaSeparated(Locale, { description: 'Languages that stories are written in.', example: 'en' }),
  publishedFrom: timeFrom('First published at this moment or later.'),
  publishedTo: timeTo('First published at this moment or earlier.'),
  updatedFrom: timeFrom(
    'Whose `updatedAt` is this moment or later: published, or published again with a change other than a refile, or with a correction that was amended. Not told: refiles, stories that were taken back, and changes of records and pictures that a story shows.',
  ),
  updatedTo: timeTo('Whose `updatedAt` is this moment or earlier.'),
  breaking: yesOrNo('Only stories that are breaking now, or only those that are not.'),
  urgencyMax: wholeNumber({
    min: 1,
    max: 9,
    description: 'Only stories at least this urgent; 1 is the most.',
  }).optional(),
};

export const ArticleListQuery = z
  .strictObject({
    ...pageQuery,
    ...filterQuery,
    ids: commaSeparated(ArticleId, {
      description:
        'These stories, by id; those that are not live are left out. Give `limit` too when there are more than 20.',
      example: 'article_01g4q22g00e0qt3m8x9c5w6y7z',
    }),
    sort: z.enum(liveSorts).default('-publishedAt').meta({ description: 'The order; `-` is newest first.' }),
    include: includeOf([...wholeExtras, 'body'], {
      ...aboutExtras,
      body: '`body`: whole stories instead of summaries, together up to 1 MB of text: where they are long, a page has fewer than `limit`, but at least one, and `page.next` continues',
    }),
    body,
    captionLocale,
    ratio,
  })
  .refine(({ body, include }) => body === undefined || include?.includes('body'), {
    path: ['body'],
    error: 'needs include=body: a summary has no text',
  })
  .refine(({ include }) => !include?.includes('cards') || include.includes('body'), {
    path: ['include'],
    error: 'needs body for cards (include=body,cards): a summary names no other stories',
  });
export type ArticleListQuery = z.output<typeof ArticleListQuery>;

export const ArticleParams = z.strictObject({
  article: z
    .string()
    .min(1)
    .meta({
      description: "The story's slug or id.",
      examples: ['japans-kishida-considers-joining-nato-summit-sources'],
    }),
});

export const ArticleQuery = z.strictObject({
  locale: Locale.optional().meta({
    description: 'Which one, when stories in several languages share the slug.',
  }),
  fallback: yesOrNo(
    'With `locale`: where there is nothing in that language under this name, `true` gives the translation into it, or the story in the language that it is in; `locale` in the answer tells which.',
  ),
  body,
  captionLocale,
  ratio,
  include: wholeInclude,
});
