import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import type { Block, Body } from '../../../src/library/body/schema.ts';
import type { Note } from '../../../src/library/notes.ts';

/** Each block as one line: its style or kind, its words with their marks, what it shows. */
export function linesOf(body: Body): string[] {
  return body.map((block) => {
    const { _type, _key, ...rest } = block;
    return block._type === 'block' ? textLine(block) : `${_type} ${JSON.stringify(rest)}`;
  });
}

function textLine({
  style,
  listItem,
  level,
  number,
  children,
  markDefs,
}: Extract<Block, { _type: 'block' }>) {
  const list = listItem ? `${listItem}${level}${number === undefined ? '' : ` (${number})`} ` : '';
  const words = children.map(({ text, marks }) => {
    const names = marks.map((mark) => {
      const def = markDefs.find(({ _key }) => _key === mark);
      return def ? (def._type === 'link' ? def.href : def.article) : mark;
    });
    return names.length === 0 ? text : `{${text}|${names.join(',')}}`;
  });
  return `${list}${listItem && style === 'normal' ? '' : `${style}: `}${words.join('')}`;
}

/** What HTML becomes, line by line, and the names of the notes. */
export function readHtml(html: string): { lines: string[]; notes: Note[] } {
  const notes: Note[] = [];
  const lines = linesOf(fromHtml(html, (note) => notes.push(note)));
  return { lines, notes };
}
