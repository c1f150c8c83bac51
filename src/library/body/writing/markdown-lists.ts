/** The signs before the items of lists in Markdown. Pure. */
import { DefaultBlockSpacingRenderer } from '@portabletext/markdown';
import { numbersOf, type Item } from '../numbers.ts';

type Open = { level: number; kind: string; width: number; delimiter: '.' | ')' };

/**
 * What stands before each item, moved to the right by the signs of the items around it (CommonMark §5.2). A list counts
 * from its first number, so an item that says another one begins a list of its own, with another sign after its number.
 */
export function listSignsOf(blocks: readonly Item[]): (string | undefined)[] {
  const numbers = numbersOf(blocks);
  let open: Open[] = [];
  return blocks.map(({ listItem: kind, level = 1, number }, index) => {
    open = kind === undefined ? [] : open.filter((one) => one.level <= level);
    if (kind === undefined) return undefined;
    const before = open.at(-1)?.level === level ? open.pop() : undefined;
    const goesOn = before?.kind === kind && number === undefined;
    const delimiter = before === undefined || goesOn ? (before?.delimiter ?? '.') : other[before.delimiter];
    const sign = kind === 'number' ? `${numbers[index]}${delimiter} ` : '- ';
    const indent = open.reduce((sum, { width }) => sum + width, 0);
    open.push({ level, kind, width: sign.length, delimiter });
    return `${' '.repeat(indent)}${sign}`;
  });
}

const other = { '.': ')', ')': '.' } as const;

/** A list that does not begin with 1 needs a blank line before it within an item (CommonMark §5.3). */
export function blockSpacing(blocks: Parameters<typeof DefaultBlockSpacingRenderer>[0]) {
  const { sign = '' } = blocks.next as { sign?: string };
  return /^ +(?!1[.)])\d/.test(sign) ? '\n\n' : DefaultBlockSpacingRenderer(blocks);
}
