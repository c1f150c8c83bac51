import { wordsOfSpans } from './plain.ts';
import { onOneLine } from './words.ts';
import type { Block, BlockIn, Body } from './schema.ts';

/** The pictures and stories that a body names, each once, in the order of the text. */
export function referencesIn(body: BlockIn[]): { media: string[]; articles: string[] } {
  const media = new Set<string>();
  const articles = new Set<string>();
  for (const block of body) {
    if (block._type === 'image') media.add(block.media);
    if (block._type === 'gallery') for (const item of block.items) media.add(item.media);
    if (block._type === 'block')
      for (const def of block.markDefs ?? []) if (def._type === 'articleLink') articles.add(def.article);
  }
  return { media: [...media], articles: [...articles] };
}

/** The body with every story that is named by a slug named by its id: `ids` maps one to the other. */
export function withArticleIds(body: Body, ids: ReadonlyMap<string, string>): Body {
  return body.map((block) => {
    if (block._type !== 'block') return block;
    const markDefs = block.markDefs.map((def) =>
      def._type === 'articleLink' ? { ...def, article: ids.get(def.article) ?? def.article } : def,
    );
    return { ...block, markDefs };
  });
}

/** Every word of the body's own, for search: text, captions, cells, notes. A blank line between blocks. */
export function plainText(body: Body): string {
  return body
    .map(ownText)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

/** Whether there is nothing to read or see: no block, or only text blocks that are blank. */
export function isEmptyBody(body: BlockIn[]): boolean {
  return body.every(
    (block) => block._type === 'block' && block.children.every(({ text }) => text.trim() === ''),
  );
}

function ownText(block: Block): string {
  switch (block._type) {
    case 'block':
      return wordsOfSpans(block.children);
    case 'image':
      return block.caption ?? '';
    case 'gallery':
      return block.items.flatMap(({ caption }) => caption ?? []).join('\n');
    case 'embed':
      return [block.title, block.caption].filter(Boolean).join('\n');
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.map(onOneLine).join('\t'))]
        .filter(Boolean)
        .join('\n');
    case 'note':
      return block.text;
  }
}
