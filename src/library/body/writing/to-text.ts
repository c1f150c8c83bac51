import { numbersOf } from '../numbers.ts';
import { wordsOfSpans } from '../plain.ts';
import { onOneLine } from '../words.ts';
import type { BlockOut, BodyOut, ImageBlockOut, TextBlock } from '../schema.ts';

type Captioned = { caption?: string | undefined; creditLine?: string | undefined };

/** The body as plain text: a blank line between blocks, one line per list item, cells apart by tabs. */
export function toText(body: BodyOut<Captioned>): string {
  const numbers = numbersOf(body);
  let written = '';
  for (const [index, block] of body.entries()) {
    const text = textOf(block, numbers[index]).replace(/\s+$/u, '');
    if (text === '') continue;
    const before = body[index - 1];
    const inList = isItem(block) && before !== undefined && isItem(before);
    written += written === '' ? text : `${inList ? '\n' : '\n\n'}${text}`;
  }
  return written;
}

/** `number` is that of an item of a numbered list. */
function textOf(block: BlockOut<Captioned>, number: number | undefined): string {
  switch (block._type) {
    case 'block':
      return isItem(block) ? itemText(block, number) : wordsOfSpans(block.children);
    case 'image':
      return captionText(block);
    case 'gallery':
      return block.items.map(captionText).filter(Boolean).join('\n');
    case 'embed':
      return [block.title, block.caption, block.url].filter(Boolean).join('\n');
    case 'table':
      return [
        ...(block.caption ? [block.caption] : []),
        ...block.rows.map((row) => row.map(onOneLine).join('\t')),
      ].join('\n');
    case 'note':
      return block.text;
  }
}

function itemText(block: TextBlock, number: number | undefined): string {
  const indent = '  '.repeat((block.level ?? 1) - 1);
  const marker = number === undefined ? '-' : `${number}.`;
  return `${indent}${marker} ${wordsOfSpans(block.children).replaceAll('\n', `\n${indent}  `)}`;
}

function isItem(block: BlockOut<Captioned>): boolean {
  return block._type === 'block' && block.listItem !== undefined;
}

function captionText({ picture }: ImageBlockOut<Captioned>): string {
  const words = picture.caption ?? '';
  return words && picture.creditLine ? `${words} (${picture.creditLine})` : words;
}
