/** What words lose where only plain text can stand: in cells and captions. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { limits } from '../parts.ts';
import type { BlockIn } from '../schema.ts';
import { wordsOf } from './blocks.ts';

/** Notes struck words, which plain text leaves out, links and marks. `shown` is an address that is kept elsewhere. */
export function noteMarks(blocks: BlockIn[], place: string, note: TakeNote, shown?: string): void {
  function lost(detail: string): void {
    note({ name: 'formattingDropped', detail });
  }
  for (const block of blocks) {
    if (block._type !== 'block') continue;
    const { children, markDefs = [] } = block;
    for (const { text, marks = [] } of children) {
      if (marks.includes('strike-through')) lost(`Struck words are left out of ${place}: ${quoted(text)}.`);
      else if (marks.includes('strong') || marks.includes('em'))
        lost(`Bold and italic words are plain in ${place}: ${quoted(text)}.`);
      for (const def of markDefs) {
        const address = def._type === 'link' ? def.href : def.article;
        if (marks.includes(def._key) && address !== shown)
          lost(`Words in ${place} cannot be a link: ${quoted(text)} led to ${quoted(address)}.`);
      }
    }
  }
}

/** Notes what an item of a list cannot hold as it is: a quote is its text, a heading or a table stands outside of it. */
export function noteInItem(blocks: BlockIn[], note: TakeNote): void {
  const [first] = blocks;
  for (const block of blocks) {
    const words = quoted(wordsOf([block]));
    if (block._type === 'table')
      note({ name: 'formattingDropped', detail: `A table stands after its item of a list: ${words}.` });
    if (block._type !== 'block' || block.listItem) continue;
    if (block.style?.startsWith('h'))
      note({
        name: 'formattingDropped',
        detail: `A heading stands outside of its item of a list: ${words}.`,
      });
    if (first?._type === 'block' && block.style === 'blockquote' && first.style !== 'blockquote')
      note({ name: 'formattingDropped', detail: `A quote in an item of a list is its text: ${words}.` });
  }
}

export type Captioned = Extract<BlockIn, { caption?: string | undefined }>;

/** The block with what others say as its caption, in plain words; what is too long for one follows it. */
export function withPlainCaption(block: Captioned, told: BlockIn[], note: TakeNote): BlockIn[] {
  const caption = wordsOf(told);
  if (caption.length > limits.caption) return [block, ...told];
  noteMarks(told, 'a caption', note, block._type === 'embed' ? block.url : undefined);
  return [caption === '' ? block : { ...block, caption }];
}
