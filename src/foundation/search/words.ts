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
 */
export function tokenize(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(isAscii(text) ? asciiRuns : runs)) {
    if (isElision(run, text[index + run.length])) continue;
    if (isAscii(run) || !unspaced.test(run)) addWord(words, run, index);
    else
      for (const piece of run.matchAll(pieces)) {
        const add = piece[1] === undefined ? addWord : addPairs;
        add(words, piece[0], index + piece.index);
      }
  }
  return words;
}

/** The same words as the index takes them: separated by spaces. */
export function indexed(text: string): string {
  return tokenize(text)
    .map(({ token }) => token)
    .join(' ');
}

const asciiRuns = /[a-z0-9]+/gi;
// Soft hyphens, and what has no width, stand within words.
const runs = /[\p{L}\p{N}\p{M}](?:[\u00ad\u200b-\u200d\u2060\ufeff]*[\p{L}\p{N}\p{M}])*/gu;
// Han, kana, Hangul, Bopomofo, Thai, Lao, Khmer, Burmese: written on without spaces, or with endings that stick.
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const scripts = unspaced.source.slice(1, -1);
const follows = String.raw`[\p{M}\uff9e\uff9f\u00ad\u200b-\u200d\u2060\ufeff]*`;
const pieces = new RegExp(`((?:[${scripts}]${follows})+)|[^${scripts}]+`, 'gu');
// A syllable of Hangul may come in parts.
const syllable = String.raw`[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*`;
const characters = new RegExp(String.raw`(?:${syllable}|\P{M})${follows}`, 'gu');

// Longer tokens are cut, in texts and queries alike.
const longestToken = 64;

function addWord(words: Word[], word: string, start: number): void {
  const token = isAscii(word) ? word.toLowerCase().slice(0, longestToken) : fold(word);
  if (token !== '') words.push({ token, start, end: start + word.length });
}

function addPairs(words: Word[], run: string, start: number): void {
  const parts = [...run.matchAll(characters)].map((part) => ({
    folded: foldCharacter(part[0]),
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

const folded = new Map<string, string>();
const mostFolded = 20_000;

/** Folding is cached per character. */
function foldCharacter(character: string): string {
  let known = folded.get(character);
  if (known === undefined) {
    if (folded.size >= mostFolded) folded.clear();
    folded.set(character, (known = fold(character)));
  }
  return known;
}

function fold(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '$1')
    .replace(points, '')
    .normalize('NFC')
    .replace(otherLetters, (letter) => plainLetters[letter]!)
    .replace(strange, '')
    .slice(0, longestToken)
    .toWellFormed();
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;
function isAscii(word: string): boolean {
  return ascii.test(word);
}

const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
// Vowel points of Hebrew and Arabic, and the stroke that stretches Arabic words.
const points = /\p{Script=Hebrew}(?<=\p{M})|[\p{scx=Arabic}](?<=\p{M})|\u0640/gu;
const plainLetters: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h' },
  // A sigma is written otherwise where a word ends; Arabic names its alefs and yehs in more than one way.
  ...{ ς: 'σ', أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي' },
};
const otherLetters = new RegExp(Object.keys(plainLetters).join('|'), 'gu');
const strange = /[^\p{L}\p{N}\p{M}]+/gu;

/** French and Italian articles that lost their vowel: readers search for what follows. */
function isElision(run: string, next: string | undefined): boolean {
  return (next === "'" || next === '’') && elisions.test(run);
}
const elisions = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|dall|nell|sull)$/i;

/** An id as a token of the index. */
export function idToken(id: string): string {
  return id.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}
