/** What words lose where only plain text can stand: in cells and captions. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import type { BlockIn } from '../schema.ts';
import { withCaption, type Captioned } from './blocks.ts';

/** Notes struck words, which plain text leaves out, links and marks. `shown` is an address that is kept elsewhere. */
export function noteMarks(blocks: BlockIn[], place: string, note: TakeNote, shown?: string): void {
  for (const block of blocks) {
    if (block._type !== 'block') continue;
    const { children, markDefs = [] } = block;
    for (const { text, marks = [] } of children) {
      const lost: string[] = [];
      if (marks.includes('strike-through'))
        lost.push(`Struck words are left out of ${place}: ${quoted(text)}.`);
      else if (marks.includes('strong') || marks.includes('em'))
        lost.push(`Bold and italic words are plain in ${place}: ${quoted(text)}.`);
      for (const def of markDefs) {
        const address = def._type === 'link' ? def.href : def.article;
        if (marks.includes(def._key) && address !== shown)
          lost.push(`Words in ${place} cannot be a link: ${quoted(text)} led to ${quoted(address)}.`);
      }
      for (const detail of lost) note({ name: 'formatting-dropped', detail });
    }
  }
}

/** The block with what others say as its caption, in plain words. */
export function withPlainCaption(block: Captioned, told: BlockIn[], note: TakeNote): BlockIn[] {
  const blocks = withCaption(block, told);
  if (blocks.length === 1)
    noteMarks(told, 'a caption', note, block._type === 'embed' ? block.url : undefined);
  return blocks;
}
