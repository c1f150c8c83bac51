/** The body of a story on the wire: Portable Text with our block types. `…In` is what comes in, the bare names go out. */
import { z } from 'zod';
import {
  ArticleLink,
  ArticleLinkIn,
  Key,
  Link,
  Span,
  SpanIn,
  embed,
  embedExample,
  image,
  imageExample,
  limits,
  list,
  note,
  noteExample,
  spanMeta,
  styles,
  tableShape,
  tableExample,
} from './parts.ts';
import { faultsOfBody, faultsOfTextBlock } from './rules.ts';

const TextBlockIn = z
  .strictObject({
    _type: z.literal('block'),
    _key: Key.optional(),
    style: z.enum(styles).optional(),
    ...list,
    children: z.array(SpanIn).min(1).max(2000),
    markDefs: z
      .array(z.discriminatedUnion('_type', [Link, ArticleLinkIn]))
      .max(500)
      .optional(),
  })
  .superRefine((block, context) => {
    for (const { path, detail } of faultsOfTextBlock(block))
      context.addIssue({ code: 'custom', path, message: detail });
  })
  .meta({
    id: 'TextBlockIn',
    description: 'A paragraph, heading, quote or list item. `style` is `normal` when absent.',
    examples: [
      {
        _type: 'block',
        children: [{ _type: 'span', text: 'Moscow has called its action a special operation.' }],
      },
    ],
  });

const ImageBlockIn = z
  .strictObject({ _type: z.literal('image'), _key: Key.optional(), ...image })
  .meta({ id: 'ImageBlockIn', description: 'A picture.', examples: [imageExample] });
const GalleryBlockIn = z
  .strictObject({
    _type: z.literal('gallery'),
    _key: Key.optional(),
    items: z.array(ImageBlockIn).min(1).max(limits.pictures),
  })
  .meta({
    id: 'GalleryBlockIn',
    description: 'A gallery of pictures.',
    examples: [{ _type: 'gallery', items: [imageExample] }],
  });
const EmbedBlockIn = z
  .strictObject({ _type: z.literal('embed'), _key: Key.optional(), ...embed })
  .meta({ id: 'EmbedBlockIn', description: 'Embedded content of another site.', examples: [embedExample] });
const TableBlockIn = z
  .strictObject({ _type: z.literal('table'), _key: Key.optional(), ...tableShape })
  .refine(({ rows }) => rows.every((row) => row.length === rows[0]!.length), {
    path: ['rows'],
    error: 'must have the same number of cells in every row',
  })
  .meta({ id: 'TableBlockIn', description: 'A table.', examples: [tableExample] });
const NoteBlockIn = z
  .strictObject({ _type: z.literal('note'), _key: Key.optional(), ...note })
  .meta({ id: 'NoteBlockIn', description: 'A boxed note beside the text.', examples: [noteExample] });

export const BlockIn = z
  .discriminatedUnion('_type', [
    TextBlockIn,
    ImageBlockIn,
    GalleryBlockIn,
    EmbedBlockIn,
    TableBlockIn,
    NoteBlockIn,
  ])
  .meta({ id: 'BlockIn', description: 'One block of a body that is sent.' });

/** A body that is sent: every `_key` may be left out, those that are given are unique. */
export const BodyIn = z
  .array(BlockIn, {
    error: ({ input }) =>
      typeof input === 'string'
        ? 'must be a list of blocks: send text as bodyText, bodyMarkdown or bodyHtml'
        : undefined,
  })
  .max(limits.blocks)
  .superRefine((blocks, context) => {
    for (const { path, detail } of faultsOfBody(blocks))
      context.addIssue({ code: 'custom', path, message: detail });
  })
  .meta({ description: 'Portable Text blocks.' });

const EmbedBlock = z.object({ _type: z.literal('embed'), _key: Key, ...embed }).meta({
  id: 'EmbedBlock',
  description: 'Embedded content of another site.',
  examples: [{ ...embedExample, _key: 'e1' }],
});
const TableBlock = z
  .object({ _type: z.literal('table'), _key: Key, ...tableShape })
  .meta({ id: 'TableBlock', description: 'A table.', examples: [{ ...tableExample, _key: 't1' }] });
const NoteBlock = z.object({ _type: z.literal('note'), _key: Key, ...note }).meta({
  id: 'NoteBlock',
  description: 'A boxed note beside the text.',
  examples: [{ ...noteExample, _key: 'n1' }],
});
const TextBlock = z
  .object({
    _type: z.literal('block'),
    _key: Key,
    style: z.enum(styles),
    ...list,
    children: z.array(Span),
    markDefs: z.array(z.discriminatedUnion('_type', [Link, ArticleLink])),
  })
  .meta({
    id: 'TextBlock',
    description: 'A paragraph, heading, quote or list item.',
    examples: [{ _type: 'block', _key: 'p3', style: 'normal', markDefs: [], children: spanMeta.examples }],
  });

/**
 * The schema of a body in a response, with the given schema of pictures. Call it once, since its parts have ids in the
 * contract.
 */
export function bodyOut<P extends z.ZodType>(picture: P) {
  const ImageBlock = z.object({ _type: z.literal('image'), _key: Key, media: image.media, picture }).meta({
    id: 'ImageBlock',
    description: 'A picture; `picture` has it with the captions of this story.',
  });
  const GalleryBlock = z
    .object({ _type: z.literal('gallery'), _key: Key, items: z.array(ImageBlock) })
    .meta({ id: 'GalleryBlock', description: 'A gallery of pictures.' });
  const Block = z
    .discriminatedUnion('_type', [TextBlock, ImageBlock, GalleryBlock, EmbedBlock, TableBlock, NoteBlock])
    .meta({ id: 'Block', description: 'One block of a body. Renderers of Portable Text read it as it is.' });
  return z.array(Block);
}

export type BlockIn = z.output<typeof BlockIn>;
export type TextBlockIn = z.output<typeof TextBlockIn>;

export type TextBlockOut = z.output<typeof TextBlock>;
export type ImageBlockOut<P> = Pick<ImageBlock, '_type' | '_key' | 'media'> & { picture: P };
export type GalleryBlockOut<P> = Omit<GalleryBlock, 'items'> & { items: ImageBlockOut<P>[] };
export type BlockOut<P> =
  TextBlockOut | ImageBlockOut<P> | GalleryBlockOut<P> | EmbedBlock | TableBlock | NoteBlock;
export type BodyOut<P> = BlockOut<P>[];

// The stored body has only the ids of pictures and stories. It is never sent as it is.
type StoredArticleLink = Pick<z.output<typeof ArticleLink>, '_type' | '_key' | 'article'>;
export type TextBlock = Omit<TextBlockOut, 'markDefs'> & {
  markDefs: (z.output<typeof Link> | StoredArticleLink)[];
};
export type ImageBlock = z.output<typeof ImageBlockIn> & { _key: string };
export type GalleryBlock = { _type: 'gallery'; _key: string; items: ImageBlock[] };
export type EmbedBlock = z.output<typeof EmbedBlock>;
export type TableBlock = z.output<typeof TableBlock>;
export type NoteBlock = z.output<typeof NoteBlock>;
export type Span = z.output<typeof Span>;

/** A block as it is stored, and as the newsroom's rules see it. */
export type Block = TextBlock | ImageBlock | GalleryBlock | EmbedBlock | TableBlock | NoteBlock;
export type Body = Block[];
