/** The content of a block without its keys, by which blocks are matched across versions. Pure. */
import { hash } from 'node:crypto';
import type { BlockIn, TextBlockIn } from './schema.ts';
import { wordsIn } from './words.ts';

/** The content of a block without keys, in a canonical form: equal content gives equal text. */
export function contentOf(block: BlockIn): string {
  return canonical(block._type === 'block' ? neutralText(block) : block);
}

/** A short key made from the content alone. */
export function contentKey(content: string): string {
  return hash('sha256', content).slice(0, 12);
}

/** The words of a block, or what it shows, as one line. */
export function lineOf(block: BlockIn): string {
  return wordingOf(block)
    .split(/\s+/u)
    .filter((run) => run !== '')
    .join(' ');
}

/** The words of that line. */
export function wordsOf(block: BlockIn): string[] {
  return wordsIn(wordingOf(block));
}

function wordingOf(block: BlockIn): string {
  switch (block._type) {
    case 'block':
      return block.children.map(({ text }) => text).join('');
    case 'image':
      return block.media;
    case 'gallery':
      return block.items.map(({ media }) => media).join(' ');
    case 'embed':
      return block.url;
    case 'table':
      return block.rows.flat().join(' ');
    case 'note':
      return block.text;
  }
}

/** The keys of links are replaced by the links themselves. */
function neutralText(block: TextBlockIn): unknown {
  const links = new Map((block.markDefs ?? []).map((def) => [def._key, canonical(def)]));
  return {
    _type: 'block',
    style: block.style ?? 'normal',
    ...(block.listItem && { listItem: block.listItem, level: block.level ?? 1, number: block.number }),
    children: block.children.map(({ text, marks = [] }) => ({
      text,
      marks: [...new Set(marks)].map((mark) => links.get(mark) ?? mark).sort(),
    })),
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (name === '_key') return undefined;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
