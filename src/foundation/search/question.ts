import type { Term } from '../database/full-text.ts';
import { compoundsIn, spacedNumber } from './compounds.ts';
import { otherForms } from './forms.ts';
import { tokenize, type Word } from './words.ts';

/** A term, and the ids of the records whose names match it. */
export type AskedTerm = Term & { names: string[] };

/** How much of a query is read, in UTF-16 units. */
const longestQuestion = 200;
/** Prefixes are expensive: more than this many are ignored. */
const mostBeginnings = 4;

/**
 * Parses a query. Any text is valid: all words are required, quotes make a phrase, and a star after two letters or more
 * makes a prefix. A word that is not quoted has other forms. Everything else is a separator.
 */
export function readQuestion(text: string): Term[] {
  // In a Hebrew acronym the quote is a part of the word.
  const asked = text
    .slice(0, longestQuestion)
    .toWellFormed()
    .replaceAll(/(?<=\p{sc=Hebr})["”](?=\p{sc=Hebr})/gu, '״');
  const terms = [...asked.matchAll(parts)].flatMap(([part]) => termOf(part) ?? []);
  const distinct = [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
  let beginnings = 0;
  return distinct.filter(({ isBeginning }) => !isBeginning || (beginnings += 1) <= mostBeginnings);
}

// Quotes of several languages; one that is never closed is a separator.
const parts = new RegExp(
  String.raw`"[^"]*"\*?|“[^”]*”\*?|„[^“”]*[“”]\*?|«[^»]*»\*?|「[^」]*」|『[^』]*』|${spacedNumber}|[^\s"“„«「『]+`,
  'gu',
);

const quoted = /^["“„«「『]/u;

function termOf(part: string): Term | undefined {
  const words = withoutTail(tokenize(part, { elides: true }));
  const last = words.at(-1);
  if (!last) return undefined;
  // A single letter is the prefix of too many words; a single character of a script without spaces is not.
  const hasStar = /\*["”“»]?\*?$/u.test(part) && last.token.length > 1;
  const isBeginning = hasStar || last.unspaced?.place === 'only';
  const tokens = words.map(({ token }) => token);
  const otherwise = otherSpellings(part, tokens);
  const forms = tokens.length > 1 || isBeginning || quoted.test(part) ? [] : otherForms(tokens[0]!);
  return {
    words: tokens,
    isBeginning,
    ...(otherwise.length > 0 && { otherwise }),
    ...(forms.length > 0 && { forms }),
  };
}

/** With the articles that other languages do not know as such, and in one word where the part is one. */
function otherSpellings(part: string, tokens: string[]): string[][] {
  const whole = withoutTail(tokenize(part, { elides: false })).map(({ token }) => token);
  const compound = compoundsIn(part)
    .map((words) => words.map(({ token }) => token))
    .find((words) => words.join('') === whole.join(''));
  return [...(whole.length > tokens.length ? [whole] : []), ...(compound ? [compound] : [])];
}

/** The last single character of a run is left out, since the text may go on after it. */
function withoutTail(words: Word[]): Word[] {
  return words.at(-1)?.unspaced?.place === 'last' ? words.slice(0, -1) : words;
}
