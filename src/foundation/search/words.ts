import { languageOf } from '../language.ts';
import { apostrophes } from './apostrophes.ts';
import { compoundsIn } from './compounds.ts';
import { cutToken, fold, hasAsciiWords } from './fold.ts';

/** A word as it is compared, and where it stands in the text (UTF-16 units). */
export type Word = {
  token: string;
  start: number;
  end: number;
  /** In a script without spaces: where its first character ends, and how it stands in its run. */
  unspaced?: { firstEnd: number; place: 'pair' | 'last' | 'only' };
};

/**
 * The words of a text in order, without case, accents and width (Unicode NFKC). Scripts without spaces are cut into
 * overlapping pairs of characters (bigrams), the last character alone, so that any part of a sentence can be found.
 * Where it `elides`, as French does, articles without their vowel are left out.
 */
export function tokenize(text: string, { elides }: { elides: boolean }): Word[] {
  const words: Word[] = [];
  const isAscii = hasAsciiWords(text);
  const hasUnspaced = !isAscii && unspaced.test(text);
  for (const { 0: run, index } of text.matchAll(isAscii ? asciiRuns : runsOf(text))) {
    if (elides && isElision(run, text, index)) continue;
    if (!hasUnspaced || !unspaced.test(run)) addWord(words, run, index);
    else
      for (const piece of run.matchAll(pieces)) {
        const add = piece[1] === undefined ? addWord : addPairs;
        add(words, piece[0], index + piece.index);
      }
  }
  return words;
}

/** Stands between texts in the index. No query contains it, so that no phrase spans two texts. */
export const textBreak = ' ¶ ';

/** The same words as the index takes them: separated by spaces. What is written in one word elsewhere comes after them. */
export function indexed(text: string, reading: { elides: boolean }): string {
  const words = tokensOf(text, reading);
  const compounds = new Set(
    compoundsIn(text).map((compound) => compound.map(({ token }) => token).join(' ')),
  );
  return [words.join(' '), ...compounds].join(textBreak);
}

/** The tokens of a text in order; one with words in ASCII is folded whole. */
function tokensOf(text: string, reading: { elides: boolean }): string[] {
  if (reading.elides || !hasAsciiWords(text)) return tokenize(text, reading).map(({ token }) => token);
  return (text.toLowerCase().match(asciiRuns) ?? []).map(cutToken);
}

/** Which pattern finds words beyond ASCII: the plainer, the quicker. */
function runsOf(text: string): RegExp {
  return signsWithin.test(text) ? runs : plainRuns;
}

const asciiRuns = /[a-z0-9]+/gi;
const plainRuns = /[\p{L}\p{N}\p{M}]+/gu;
const signsWithin = /[\u00ad\u200b-\u200d\u2060\ufeff\p{sc=Hebr}]/u;
// Soft hyphens, and what has no width, stand within words; so do the marks of Hebrew acronyms, also typed as quotes.
const runs =
  /[\p{L}\p{N}\p{M}](?:(?:[\u00ad\u200b-\u200d\u2060\ufeff]*|(?<=\p{sc=Hebr})["”״'’׳](?=\p{sc=Hebr}))[\p{L}\p{N}\p{M}])*/gu;
// Han, kana, Hangul, Bopomofo, Thai, Lao, Khmer, Burmese: written on without spaces, or with endings that stick.
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{sc=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const scripts = unspaced.source.slice(1, -1);
const follows = String.raw`[\p{M}\uff9e\uff9f\u00ad\u200b-\u200d\u2060\ufeff]*`;
const pieces = new RegExp(`((?:[${scripts}]${follows})+)|[^${scripts}]+`, 'gu');
// A syllable of Hangul may come in parts.
const syllable = String.raw`[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*`;
const characters = new RegExp(String.raw`(?:${syllable}|\P{M})${follows}`, 'gu');

function addWord(words: Word[], word: string, start: number): void {
  const token = fold(word);
  if (token !== '') words.push({ token, start, end: start + word.length });
}

function addPairs(words: Word[], run: string, start: number): void {
  const parts = [...run.matchAll(characters)].map((part) => ({
    folded: fold(part[0]),
    start: start + part.index,
    end: start + part.index + part[0].length,
  }));
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    const place = next ? 'pair' : parts.length > 1 ? 'last' : 'only';
    const token = part.folded + (next?.folded ?? '');
    const unspaced = { firstEnd: part.end, place } as const;
    if (token !== '') words.push({ token, start: part.start, end: (next ?? part).end, unspaced });
  });
}

/** Whether the texts of a language leave out the vowel of an article before another: `l'Otan`. */
export function elidesIn(locale: string): boolean {
  return eliding.has(languageOf(locale));
}
const eliding = new Set(['ca', 'co', 'fr', 'it', 'lb', 'oc']);

/** An article that lost its vowel: readers search for what follows. */
function isElision(run: string, text: string, start: number): boolean {
  const end = start + run.length;
  return (
    elisions.test(run) &&
    wordAfter.test(text.slice(end, end + 4)) &&
    !wordBefore.test(text.slice(Math.max(0, start - 3), start))
  );
}
const elisions = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|dall|nell|sull)$/i;
const wordAfter = new RegExp(String.raw`^[${apostrophes}](?:["“„«‹]\s?)?[\p{L}\p{N}]`, 'u');
// In `rock'n'roll` the `n` is no article.
const wordBefore = new RegExp(String.raw`[\p{L}\p{N}][${apostrophes}]$`, 'u');

/** An id as a token of the index. */
export function idToken(id: string): string {
  return id.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}
