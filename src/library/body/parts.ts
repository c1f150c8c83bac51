/** What the blocks of a body are made of: marks, spans, fields, limits. */
import { z } from 'zod';
import { isId } from '../../foundation/ids.ts';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { WebAddress } from '../../foundation/schemas/wire.ts';
import { asUri } from '../../foundation/uri.ts';

export const decorators = ['strong', 'em', 'strike-through', 'sup', 'sub'] as const;
export type Decorator = (typeof decorators)[number];
export const styles = ['normal', 'h2', 'h3', 'h4', 'blockquote'] as const;
export const lists = ['bullet', 'number'] as const;
export const limits = {
  blocks: 2000,
  spanText: 20_000,
  address: 2000,
  caption: 2000,
  altText: 1000,
  title: 300,
  cell: 20_000,
  rows: 500,
  columns: 50,
  pictures: 200,
  level: 5,
} as const;

export const Key = printableText({ max: 64 })
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be letters, digits, _ and -')
  .meta({ description: 'Stable name of this part within the body.', examples: ['p1'] });
const MediaId = printableText({ max: 100 })
  .refine((id) => isId('media', id), 'must be the id of a picture, like media_01g4pyc6wje2v8w3tbgj7dq5kz')
  .meta({ description: 'The picture’s id.', examples: ['media_01g4pyc6wje2v8w3tbgj7dq5kz'] });
const Href = printableText({ max: limits.address })
  .refine(isSafeAddress, 'must be an http, https or mailto address')
  .overwrite(asUri)
  .max(limits.address)
  .meta({ format: 'uri', description: 'http, https or mailto.', examples: ['https://www.nato.int/'] });
const Mark = printableText({ max: 64 });
const marksMeta = {
  description:
    '`strong`, `em`, `strike-through`, `sup`, `sub`, or the `_key` of one of the block’s markDefs.',
  examples: [['strong']],
};
export const spanMeta = {
  examples: [
    { _type: 'span', _key: 's1', text: 'Moscow has called its action a special operation.', marks: [] },
  ],
};

export const Link = z.strictObject({ _type: z.literal('link'), _key: Key, href: Href }).meta({
  id: 'Link',
  description: 'A link to a page elsewhere.',
  examples: [{ _type: 'link', _key: 'l1', href: 'https://www.nato.int/' }],
});

const articleLink = { _type: z.literal('articleLink'), _key: Key };
export const ArticleLinkIn = z
  .strictObject({
    ...articleLink,
    article: printableText({ max: 200 }).meta({ description: 'The story’s id or slug.' }),
  })
  .meta({
    id: 'ArticleLinkIn',
    description: 'A link to another story here.',
    examples: [{ _type: 'articleLink', _key: 'l1', article: 'nato-invites-asia-pacific-partners' }],
  });
export const ArticleLink = z
  .object({
    ...articleLink,
    article: z.string(),
    slug: z.string(),
    locale: z.string().meta({ description: 'The language that the story is in.' }),
    href: z
      .string()
      .meta({ format: 'uri', description: 'Its page by `SITE_URL`; without that, the story here.' }),
  })
  .meta({
    id: 'ArticleLink',
    description: 'A link to another live story.',
    examples: [
      {
        _type: 'articleLink',
        _key: 'l1',
        article: 'article_01g4pyc6wje2v8w3tbgj7dq5ka',
        slug: 'nato-invites-asia-pacific-partners',
        locale: 'en',
        href: 'https://news.example/en/nato-invites-asia-pacific-partners',
      },
    ],
  });

const spanText = printableText({ max: limits.spanText, min: 0, trim: false });
export const SpanIn = z
  .strictObject({
    _type: z.literal('span'),
    _key: Key.optional(),
    text: spanText,
    marks: z.array(Mark).max(20).meta(marksMeta).optional(),
  })
  .meta({ id: 'SpanIn', description: 'A run of text with the same marks.', ...spanMeta });
export const Span = z
  .object({ _type: z.literal('span'), _key: Key, text: spanText, marks: z.array(Mark).meta(marksMeta) })
  .meta({
    id: 'Span',
    description: 'A run of text with the same marks. A line break in it is a line break.',
    ...spanMeta,
  });

export const list = {
  listItem: z.enum(lists).optional().meta({ description: 'Set when the block is an item of a list.' }),
  level: z.int().min(1).max(limits.level).optional().meta({ description: 'Depth in the list, from 1.' }),
  number: z.int().min(0).max(999_999_999).optional().meta({
    description: 'Number of this item in print, where it does not follow from the item before it.',
  }),
};
export const image = {
  media: MediaId,
  caption: printableText({ max: limits.caption })
    .optional()
    .meta({ description: 'Replaces the caption of the picture in this story.' }),
  altText: printableText({ max: limits.altText })
    .optional()
    .meta({ description: 'Replaces the alt text of the picture in this story.' }),
};
export const imageExample = { _type: 'image', media: 'media_01g4pyc6wje2v8w3tbgj7dq5kz' };
export const embed = {
  url: WebAddress,
  provider: printableLine({ max: 60 })
    .optional()
    .meta({ description: 'The site that hosts it.', examples: ['youtube'] }),
  title: printableLine({ max: limits.title }).optional(),
  caption: printableText({ max: limits.caption }).optional(),
};
export const embedExample = {
  _type: 'embed',
  url: 'https://www.youtube.com/watch?v=kUSYVWDRIwY',
  provider: 'youtube',
};
const cell = printableText({ max: limits.cell, min: 0 });
export const tableShape = {
  caption: printableText({ max: limits.caption }).optional(),
  header: z.boolean().optional().meta({ description: 'Whether the first row holds the headings.' }),
  rows: z.array(z.array(cell).min(1).max(limits.columns)).min(1).max(limits.rows).meta({
    description: 'Rows of plain text cells, all rows equally long. A line break in a cell is a line break.',
  }),
};
export const tableExample = {
  _type: 'table',
  header: true,
  rows: [
    ['Partner', 'Region'],
    ['Japan', 'Asia-Pacific'],
  ],
};
export const NoteKind = z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/, 'must be one word in camelCase');
export const note = {
  text: printableText({ max: limits.spanText }).meta({
    description: 'Plain text; a line break starts a paragraph.',
  }),
  kind: NoteKind.optional().meta({
    description: 'The kind of box, for its style.',
    examples: ['background'],
  }),
};
export const noteExample = {
  _type: 'note',
  kind: 'background',
  text: 'The G7 meets in Germany on June 26-28.',
};

/** Whether a mark is one by itself, and names no link. */
export function isDecorator(mark: string): mark is Decorator {
  return (decorators as readonly string[]).includes(mark);
}

/** Whether the URL is http, https or mailto, so that it cannot run code. */
export function isSafeAddress(href: string): boolean {
  return (
    href.length <= limits.address &&
    /^(https?:\/\/|mailto:)\S+$/i.test(href) &&
    !/[<>"\\]/.test(href) &&
    URL.canParse(href)
  );
}
