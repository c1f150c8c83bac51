/** How words stand in an index: behind a letter for each set of columns that queries ask for. */
import type { Index, Phrase } from '../full-text-engine.ts';

// A tsvector takes 1 MB, and words of 2 kB.
const mostBytes = 1_000_000;
const longestWord = 500;

/** Pairs of words are kept as one of so many numbers: a phrase of common words is found without reading their rows. */
const pairNumbers = 4096;

/** The letters under which words of these columns stand; where it is not `exact`, those of other columns do as well. */
export function lettersOf(
  { asked }: Index,
  columns: readonly string[],
): { letters: string[]; exact: boolean } {
  const place = asked.findIndex((set) => set.join() === columns.join());
  if (place >= 0) return { letters: [letterAt(place)], exact: true };
  const some = asked.flatMap((set, at) =>
    columns.some((column) => set.includes(column)) ? letterAt(at) : [],
  );
  return { letters: some, exact: false };
}

/** What a row has in the index. What is over the limit is left out: the last words of the largest set of columns. */
export function lexemesOf({ asked }: Index, words: Record<string, string[]>): string[] {
  const sets = asked.map((columns, place) => {
    const letter = letterAt(place);
    const pairs = new Set(columns.flatMap((column) => pairsOf(letter, words[column]!)));
    const single = new Set(columns.flatMap((column) => words[column]!));
    return [...pairs, ...[...single].map((word) => lexeme(letter, word))];
  });
  let bytes = 0;
  return sets
    .toSorted((a, b) => a.length - b.length)
    .flat()
    .filter((one) => (bytes += Buffer.byteLength(one)) <= mostBytes);
}

/** What a row has that holds this phrase, as terms of a query. */
export function termsOf({ words, isBeginning }: Phrase, letter: string): string[] {
  const whole = isBeginning ? words.slice(0, -1) : words;
  const terms = [...words.map((word) => lexeme(letter, word)), ...pairsOf(letter, whole)];
  return terms.map((term, place) => {
    const quoted = `'${term.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
    return isBeginning && place === words.length - 1 ? `${quoted}:*` : quoted;
  });
}

function letterAt(place: number): string {
  return String.fromCharCode(97 + place);
}

function lexeme(letter: string, word: string): string {
  return letter + word.slice(0, longestWord).toWellFormed();
}

function pairsOf(letter: string, words: readonly string[]): string[] {
  return words.slice(1).map((word, place) => letter.toUpperCase() + numberOf(`${words[place]!} ${word}`));
}

/** FNV-1a. */
function numberOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> 0) % pairNumbers).toString(36);
}
