import { isDeepStrictEqual } from 'node:util';
import { isDecorator, type Decorator } from '../../library/body/parts.ts';
import type { TextBlock } from '../../library/body/schema.ts';
import { diffWords, type DiffBudget, type Segment } from './words.ts';

export type Mark = { type: Decorator | 'link' | 'articleLink'; href?: string; article?: string };

/** A run of text with its marks (deleted: its former marks); `marksBefore` when only the marks changed. */
export type Run = Segment & { marks?: Mark[]; marksBefore?: Mark[] };

/** The changes of a paragraph: deleted and inserted words, and words whose marks changed. */
export function diffMarked(
  before: TextBlock,
  after: TextBlock,
  locale: string,
  budget: DiffBudget,
): { text: Run[]; coarse: boolean } {
  const { segments, coarse } = diffWords(textOf(before), textOf(after), locale, budget);
  const [was, is] = [reader(before), reader(after)];
  const runs: Run[] = [];
  for (const { op, text } of segments) {
    for (let done = 0; done < text.length;) {
      const left = text.length - done;
      const length = Math.min(
        left,
        op === 'insert' ? left : was.ahead(),
        op === 'delete' ? left : is.ahead(),
      );
      const former = op === 'insert' ? undefined : was.read(length);
      const present = op === 'delete' ? undefined : is.read(length);
      push(runs, { op, text: text.slice(done, done + length), ...marksOf(former, present) });
      done += length;
    }
  }
  return { text: runs, coarse };
}

/** The text of a paragraph, without its marks. */
export function textOf({ children }: TextBlock): string {
  return children.map(({ text }) => text).join('');
}

/** The runs of a whole paragraph with one change. */
export function runsOf(block: TextBlock, op: Segment['op']): Run[] {
  return block.children.flatMap(({ text, marks }) =>
    text === '' ? [] : [{ op, text, ...marksOf(undefined, marksIn(block, marks)) }],
  );
}

function marksOf(
  former: Mark[] | undefined,
  present: Mark[] | undefined,
): Pick<Run, 'marks' | 'marksBefore'> {
  const marks = present ?? former ?? [];
  const isChanged = former !== undefined && present !== undefined && !isDeepStrictEqual(former, present);
  return { ...(marks.length > 0 && { marks }), ...(isChanged && { marksBefore: former }) };
}

function push(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && isDeepStrictEqual({ ...last, text: '' }, { ...run, text: '' })) last.text += run.text;
  else runs.push(run);
}

/** Reads a paragraph from left to right in runs with the same marks. */
function reader(block: TextBlock) {
  const spans = block.children
    .filter(({ text }) => text !== '')
    .map(({ text, marks }) => ({ length: text.length, marks: marksIn(block, marks) }));
  let [at, read] = [0, 0];
  return {
    ahead: () => spans[at]!.length - read,
    read(length: number): Mark[] {
      const { marks, length: whole } = spans[at]!;
      read += length;
      if (read === whole) [at, read] = [at + 1, 0];
      return marks;
    },
  };
}

/** Marks by their meaning instead of their keys, sorted. */
function marksIn({ markDefs }: TextBlock, names: string[]): Mark[] {
  return names
    .flatMap((name): Mark[] => {
      if (isDecorator(name)) return [{ type: name }];
      const def = markDefs.find(({ _key }) => _key === name);
      if (!def) return [];
      return [
        def._type === 'link'
          ? { type: 'link', href: def.href }
          : { type: 'articleLink', article: def.article },
      ];
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}
