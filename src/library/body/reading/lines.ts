/** The lines of a paragraph. Pure. */
import { isVisible } from '../../../foundation/schemas/text.ts';
import type { TextBlockIn } from '../schema.ts';

export type SpanIn = TextBlockIn['children'][number];
/** The words of a line without the spaces around them, and the line break before it. */
export type Line = { lineBreak?: SpanIn; words: SpanIn[] };

/** The lines of a paragraph. */
export function linesIn(spans: SpanIn[]): Line[] {
  const lines: Line[] = [{ words: [] }];
  for (const span of spans)
    for (const [index, text] of span.text.split('\n').entries()) {
      if (index > 0) lines.push({ lineBreak: { ...span, text: '\n' }, words: [] });
      lines.at(-1)!.words.push({ ...span, text });
    }
  const keepsIndents = lines.length > 1;
  return lines.map(({ words, ...line }) => ({ ...line, words: trimmed(words, keepsIndents) }));
}

/** Where a text has several lines, spaces that do not break put the start of one under the columns of another. */
const indent = /^\u00a0{2,}/;

function trimmed(words: SpanIn[], keepsIndents: boolean): SpanIn[] {
  if (!words.some(({ text }) => isVisible(text))) return [];
  const first = words.findIndex(({ text }) => text.trim() !== '' || (keepsIndents && indent.test(text)));
  const [start = ''] = (keepsIndents && indent.exec(words[first]!.text)) || [];
  const last = words.findLastIndex(({ text }) => text.trim() !== '');
  return words
    .slice(first, last + 1)
    .map((span, index) => ({ ...span, text: index === 0 ? start + span.text.trimStart() : span.text }))
    .map((span, index) => ({ ...span, text: index === last - first ? span.text.trimEnd() : span.text }))
    .filter(({ text }) => text !== '');
}
