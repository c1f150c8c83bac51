import { apostrophes } from './apostrophes.ts';
import { fold } from './fold.ts';

/** Another spelling of words in a text, and where each stands there. */
export type Compound = { token: string; start: number; end: number }[];

const apostrophe = new RegExp(`[${apostrophes}]`, 'g');
const letter = String.raw`[\p{L}\p{N}\p{M}]`;
const space = String.raw`\u0020\u00a0\u2009\u202f`;
/** European, Arabic and Persian digits: no number mixes them. */
const digits = [String.raw`\d`, String.raw`[\u0660-\u0669]`, String.raw`[\u06f0-\u06f9]`];
// 10,000, 10.000, 10’000, 10 000; 12,34,567 as in India; with a decimal part after another sign: 1.234,56
const numbers = digits.map(
  (digit) =>
    String.raw`(?<![\p{N}.,])(?<whole>${digit}{1,3}(?<sign>[.,'’٬${space}])(?:${digit}{2,3}\k<sign>)*${digit}{3})(?:(?!\k<sign>)[.,٫](?<part>${digit}+))?(?!\p{N})`,
);
const words = [
  // U.S., J.F.K.
  String.raw`(?<![\p{L}\p{N}\p{M}.])\p{L}(?:\.\p{L})+(?!${letter})`,
  // McDonald's, rock'n'roll
  String.raw`(?<!${letter})${letter}+(?:[${apostrophes}]${letter}+)+`,
];
const compounds = new RegExp([...numbers, ...words].join('|'), 'gu');
// What each of them has within: most texts have few of these, and trying all the patterns at every letter is slow.
const within = new RegExp(`[${apostrophes}.,٬](?=${letter})|(?<=\\p{Nd})[${space}](?=\\p{Nd})`, 'gu');

/** A number of a question in groups of three, between which spaces stand. */
export const spacedNumber = digits
  .map((digit) => String.raw`(?<!\S)${digit}{1,3}(?:[${space}]${digit}{3})+(?:[.,٫]${digit}+)?(?!\S)`)
  .join('|');

/**
 * What is written with apostrophes, dots or separators of thousands in a text, and elsewhere without. A decimal part is
 * a word of its own, as in all other numbers.
 */
export function compoundsIn(text: string): Compound[] {
  return stretchesOf(text).flatMap(({ stretch, start }) => {
    const found: Compound[] = [];
    compounds.lastIndex = 0;
    // `matchAll` would compile the pattern again for each stretch.
    for (let match = compounds.exec(stretch); match; match = compounds.exec(stretch))
      found.push(...spellingsOf(match, start + match.index));
    return found;
  });
}

function spellingsOf({ 0: found, groups: { whole, part } = {} }: RegExpExecArray, index: number): Compound[] {
  if (whole === undefined) return [[wordOf(found, index)], ...innerCompounds(found, index)];
  const decimals = part === undefined ? [] : [wordOf(part, index + found.length - part.length)];
  return [[wordOf(whole, index), ...decimals]];
}

/** The parts of a text that may have such spellings, cut at spaces that cannot be within a number. */
function stretchesOf(text: string): { stretch: string; start: number }[] {
  const stretches: { stretch: string; start: number }[] = [];
  let end = 0;
  for (const { index } of text.matchAll(within)) {
    if (index < end) continue;
    let start = index;
    while (start > end && !isCut(text, start - 1)) start -= 1;
    end = index + 1;
    while (end < text.length && !isCut(text, end)) end += 1;
    stretches.push({ stretch: text.slice(start, end), start });
  }
  return stretches;
}

function isCut(text: string, at: number): boolean {
  const sign = text[at];
  return (
    (sign === ' ' || sign === '\n') && !(digit.test(text[at - 1] ?? '') && digit.test(text[at + 1] ?? ''))
  );
}
const digit = /\p{Nd}/u;

function wordOf(found: string, start: number): Compound[number] {
  return { token: fold(found.replaceAll(apostrophe, '')), start, end: start + found.length };
}

// Longer ones are no words.
const mostParts = 5;

/** Of three parts and more, those next to each other: `D’Angelo` of `D’Angelo’s`. */
function innerCompounds(found: string, start: number): Compound[] {
  const bounds = [-1, ...[...found.matchAll(apostrophe)].map(({ index }) => index), found.length];
  if (bounds.length < 4 || bounds.length > mostParts + 1 || /^\p{N}/u.test(found)) return [];
  return bounds.flatMap((before, from) =>
    bounds
      .slice(from + 2)
      .filter((end) => before >= 0 || end < found.length)
      .map((end) => [wordOf(found.slice(before + 1, end), start + before + 1)]),
  );
}
