import { apostrophes } from './apostrophes.ts';
import { fold } from './fold.ts';

/** Words that may be written as one, as one, and where they stand in the text. */
export type Compound = { token: string; start: number; end: number };

const apostrophe = new RegExp(`[${apostrophes}]`, 'g');
const letter = String.raw`[\p{L}\p{N}\p{M}]`;
const digit = String.raw`[\d\u0660-\u0669\u06f0-\u06f9]`;
const compounds = new RegExp(
  [
    // McDonald's, rock'n'roll
    String.raw`(?<!${letter})${letter}+(?:[${apostrophes}]${letter}+)+`,
    // U.S., J.F.K.
    String.raw`(?<![\p{L}\p{N}\p{M}.])\p{L}(?:\.\p{L})+(?!${letter})`,
    // 10,000, 10.000, 10’000
    String.raw`(?<![\p{N}.,])${digit}{1,3}([.,'’٬\u00a0\u2009\u202f])${digit}{3}(?:\1${digit}{3})*(?!\p{N})`,
  ]
    .toReversed()
    .join('|'),
  'gu',
);

/** What is written with apostrophes, dots or separators of thousands in a text, and elsewhere without. */
export function compoundsIn(text: string): Compound[] {
  return [...text.matchAll(compounds)].flatMap(({ 0: found, index }) => [
    compound(found, index),
    ...innerCompounds(found, index),
  ]);
}

function compound(found: string, start: number): Compound {
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
      .map((end) => compound(found.slice(before + 1, end), start + before + 1)),
  );
}
