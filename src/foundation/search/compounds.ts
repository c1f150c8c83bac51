import { fold } from './fold.ts';

/** Words that may be written as one, as one, and where they stand in the text. */
export type Compound = { token: string; start: number; end: number };

const letter = String.raw`[\p{L}\p{N}\p{M}]`;
const digit = String.raw`[\d\u0660-\u0669\u06f0-\u06f9]`;
const compounds = new RegExp(
  [
    // McDonald's, rock'n'roll
    String.raw`(?<!${letter})${letter}+(?:['’‘＇]${letter}+)+`,
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
  return [...text.matchAll(compounds)].map(({ 0: found, index }) => ({
    token: fold(found),
    start: index,
    end: index + found.length,
  }));
}
