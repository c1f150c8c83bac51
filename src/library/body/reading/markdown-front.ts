/** The fields that generators of sites read at the start of Markdown. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';

// Between two lines of dashes, the first of which is the first line: `title: One`, and the lines that go on with a field.
const front =
  /^\uFEFF?---[ \t]*\r?\n([\w-]+:(?:[ \t].*)?\r?\n(?:(?:[\w-]+:|[ \t#-]).*\n|\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** Markdown without such fields, each of which is told. */
export function withoutFront(markdown: string, note: TakeNote): string {
  const [whole = '', fields = ''] = front.exec(markdown) ?? [];
  for (const field of fields.split(/\n(?=[\w-]+:)/))
    if (field.trim() !== '')
      note({ name: 'fieldDropped', detail: `A field before Markdown is no text: ${quoted(field)}.` });
  return markdown.slice(whole.length);
}
