import { readFileSync } from 'node:fs';

/** A block of a page: what stands between ``` and ```. */
export type Block = {
  language: string;
  text: string;
  /** Where the block is a file: its path, from its first line `# /etc/…`. */
  file?: string;
  /** Why it is not played, from the comment `<!-- not played: … -->` above it. */
  notPlayed?: string;
};

const form = /(?:^ *<!-- not played: (.*?) -->\n\n?)?^( *)```(\w+)\n([^]*?)^ *```$/gm;

/** The blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(form)].map(([, notPlayed, indent = '', language = '', content = '']) => {
    const block: Block = { language, text: content.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
    const file = /^# (\/\S+)$/m.exec(block.text.split('\n', 1)[0]!)?.[1];
    return { ...block, ...(file && { file }), ...(notPlayed && { notPlayed }) };
  });
}
