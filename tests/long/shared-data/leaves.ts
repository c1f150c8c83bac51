/** The leaves of a document, and whether a story or a note has what each says. */
import { visibleIn, wordsOf } from './words.ts';

export type Leaf = { pointer: string; value: string };

/** Every text, number and true or false in a JSON value, by its JSON Pointer. */
export function leavesOf(value: unknown, pointer = ''): Leaf[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object')
    return [{ pointer, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  return Object.entries(value).flatMap(([key, part]) =>
    leavesOf(part, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** What is kept of a document: every leaf of the answers. */
export type Kept = { values: Set<string>; words: string; times: Set<number> };

export function keptOf(...answers: unknown[]): Kept {
  const leaves = answers.flatMap((answer) => leavesOf(answer));
  return {
    values: new Set(leaves.map(({ value }) => plain(value))),
    words: ` ${leaves.map(({ value }) => plain(value)).join(' \u0001 ')} `,
    times: new Set(leaves.flatMap(({ value }) => timeOf(value) ?? [])),
  };
}

/** Whether one of the answers has what a leaf says. A short value counts only as a whole one. */
export function isKept({ value }: Leaf, kept: Kept): boolean {
  const said = plain(value);
  if (said === '' || kept.values.has(said)) return true;
  const time = timeOf(value);
  if (time !== undefined) return kept.times.has(time);
  return said.length > 3 && !/^[\d.]+$/.test(said) && kept.words.includes(` ${said} `);
}

/** The words of a value, alike with and without marks. */
export function plain(value: string): string {
  return wordsOf(visibleIn(value)).join(' ').toLowerCase();
}

function timeOf(value: string): number | undefined {
  return /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/.test(value) ? Date.parse(value) : undefined;
}
