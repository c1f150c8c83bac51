import { randomUUID } from 'node:crypto';
import { markdownToPortableText } from '@portabletext/markdown';
import { withKeys } from '../keys.ts';
import { alertNote, listItem, readTable, textBlocks, withLinkNames } from './markdown-blocks.ts';
import { overlayMarks } from './markdown-marks.ts';
import type { Part } from './markdown-marks.ts';
import { markdownSchema } from './markdown-schema.ts';
import type { BlockIn, Body } from '../schema.ts';

type Options = NonNullable<Parameters<typeof markdownToPortableText>[1]>;
type Marks = NonNullable<Options['marks']>;
type Node = { _type: string; _key?: string };
type Place = { quoted: boolean; level: number };

/**
 * Markdown (CommonMark with tables and alerts) to a body. The headline is the h1, so headings start at h2. An image
 * whose address is a media id is that picture; any other image becomes a link to it. A link to an article id is a
 * link to that story; links that are neither that nor http, https or mailto keep only their words. Alerts become
 * notes. Code and raw HTML become plain text, rules are dropped.
 */
export function fromMarkdown(markdown: string): Body {
  // Random keys tell the parser's own nodes from nodes in a `json:object` fence of the input.
  const made = new Set<unknown>();
  function keyGenerator(): string {
    const key = randomUUID();
    made.add(key);
    return key;
  }
  const linked = markdownToPortableText(markdown, { ...options, marks: { ...none, link }, keyGenerator });
  const decorated = markdownToPortableText(markdown, {
    ...options,
    marks: { link: () => undefined },
    keyGenerator,
  });
  const nodes = overlayMarks(linked as Part[], decorated as Part[], made);
  return withKeys(flat(nodes, { quoted: false, level: 0 }, made).map(withLinkNames));
}

const link: NonNullable<Marks['link']> = ({ context, value }) => ({
  _type: 'link',
  _key: context.keyGenerator(),
  href: value.href,
});
const none: Marks = { strong: () => undefined, em: () => undefined };

/** The library's flattening joins the paragraphs of a list item, so nodes are kept nested here and flattened below. */
const options: Options = {
  schema: markdownSchema,
  html: { inline: 'text' },
  block: { h1: () => 'h2', h5: () => 'h4', h6: () => 'h4' },
  types: {
    horizontalRule: ({ context }) => ({ _type: 'rule', _key: context.keyGenerator() }),
    list: ({ context, value }) => ({ _type: 'list', _key: context.keyGenerator(), ...value }),
    blockquote: ({ context, value }) => ({ _type: 'quote', _key: context.keyGenerator(), ...value }),
    callout: ({ context, value }) => ({ _type: 'alert', _key: context.keyGenerator(), ...value }),
    table: ({ context, value }) => ({ _type: 'table', _key: context.keyGenerator(), ...value }),
    // Pictures stay inline here; the line is split at them later.
    image: ({ context, value, isInline }) =>
      isInline ? { _type: 'image', _key: context.keyGenerator(), ...value } : undefined,
  },
};

function flat(nodes: Node[], place: Place, made: Set<unknown>): BlockIn[] {
  return nodes.flatMap((node) => blocksOf(node as Node & Record<string, unknown>, place, made));
}

function blocksOf(node: Node & Record<string, unknown>, place: Place, made: Set<unknown>): BlockIn[] {
  const style = place.quoted ? 'blockquote' : 'normal';
  if (!made.has(node._key)) return textBlocks({ style, children: [node], markDefs: [] }, made);
  switch (node._type) {
    case 'block':
      return textBlocks(node.style === 'normal' ? { ...node, style } : node, made);
    case 'quote':
      return flat(node.content as Node[], { ...place, quoted: true }, made);
    case 'list':
      return (node.items as { content: Node[] }[]).flatMap(({ content }) => {
        const level = place.level + 1;
        return listItem(
          flat(content, { ...place, level }, made),
          node.kind === 'number' ? 'number' : 'bullet',
          level,
        );
      });
    case 'alert':
      return alertNote(String(node.tone), flat(node.content as Node[], place, made));
    case 'table':
      return readTable(node, made);
    default:
      return [];
  }
}
