import { wordsIn, type Word } from './words.ts';

/** What a text must hold: these words next to each other; of the last, `isBeginning` asks only for its beginning. */
export type Term = { words: string[]; isBeginning: boolean };

/**
 * Reads what somebody typed. Any text is a question: its words are all asked for, what stands in quotes as it stands
 * there, and a star at the end of a word asks for all that begin with it. Anything else is a separator.
 */
export function readQuestion(text: string): Term[] {
  const terms = [...text.matchAll(parts)].flatMap(([part]) => termOf(part) ?? []);
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
}

// Quotes of several languages; one that is never closed is a separator.
const parts = /"[^"]*"\*?|“[^”]*”\*?|„[^“”]*[“”]\*?|«[^»]*»\*?|「[^」]*」|『[^』]*』|[^\s"“„«「『]+/gu;

function termOf(part: string): Term | undefined {
  const words = withoutTail(wordsIn(part));
  const last = words.at(-1);
  if (!last) return undefined;
  const isBeginning = /\*["”“»]?\*?$/u.test(part) || last.unspaced?.place === 'only';
  return { words: words.map(({ token }) => token), isBeginning };
}

/** A run of characters may go on in the text: what stands alone at its end is not asked for. */
function withoutTail(words: Word[]): Word[] {
  return words.at(-1)?.unspaced?.place === 'last' ? words.slice(0, -1) : words;
}
