import type { Term } from '../database/full-text.ts';
import { wordsIn, type Word } from './words.ts';

/** As much of a text is read as a question, in UTF-16 units. */
const longestQuestion = 200;
/** Each beginning is looked for among all words there are: what comes after so many is left out. */
const mostBeginnings = 4;

/**
 * Reads what somebody typed. Any text is a question: its words are all asked for, what stands in quotes as it stands
 * there, and a star after two letters or more asks for all words that begin so. Anything else is a separator.
 */
export function readQuestion(text: string): Term[] {
  const asked = text.slice(0, longestQuestion).toWellFormed();
  const terms = [...asked.matchAll(parts)].flatMap(([part]) => termOf(part) ?? []);
  const distinct = [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
  let beginnings = 0;
  return distinct.filter(({ isBeginning }) => !isBeginning || (beginnings += 1) <= mostBeginnings);
}

// Quotes of several languages; one that is never closed is a separator.
const parts = /"[^"]*"\*?|“[^”]*”\*?|„[^“”]*[“”]\*?|«[^»]*»\*?|「[^」]*」|『[^』]*』|[^\s"“„«「『]+/gu;

function termOf(part: string): Term | undefined {
  const words = withoutTail(wordsIn(part));
  const last = words.at(-1);
  if (!last) return undefined;
  // A single letter begins too many words; a single character of a script without spaces begins few.
  const hasStar = /\*["”“»]?\*?$/u.test(part) && last.token.length > 1;
  const isBeginning = hasStar || last.unspaced?.place === 'only';
  return { words: words.map(({ token }) => token), isBeginning };
}

/** A run of characters may go on in the text: what stands alone at its end is not asked for. */
function withoutTail(words: Word[]): Word[] {
  return words.at(-1)?.unspaced?.place === 'last' ? words.slice(0, -1) : words;
}
