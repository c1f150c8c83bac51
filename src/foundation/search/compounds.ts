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

/** A number of a question in groups of three, between which spaces stand. */
export const spacedNumber = digits
  .map((digit) => String.raw`(?<!\S)${digit}{1,3}(?:[${space}]${digit}{3})+(?:[.,٫]${digit}+)?(?!\S)`)
  .join('|');

/**
 * What is written with apostrophes, dots or separators of thousands in a text, and elsewhere without. A decimal part is
 * a word of its own, as in all other numbers.
 */
export function compoundsIn(text: string): Compound[] {
  return [...text.matchAll(compounds)].flatMap(({ 0: found, index, groups: { whole, part } = {} }) => {
    if (whole === undefined) return [[wordOf(found, index)], ...innerCompounds(found, index)];
    const decimals = part === undefined ? [] : [wordOf(part, index + found.length - part.length)];
    return [[wordOf(whole, index), ...decimals]];
  });
}

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
