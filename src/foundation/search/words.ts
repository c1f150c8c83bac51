/** A word as it is compared, and where it stands in the text (UTF-16 units). */
export type Word = {
  token: string;
  start: number;
  end: number;
  /** In a script without spaces: where its first character ends, and how it stands in its run. */
  unspaced?: { firstEnd: number; place: 'pair' | 'last' | 'only' };
};

/**
 * The words of a text, in its order: without regard to case, accents and width (Unicode NFKC). Scripts that put no
 * spaces between words are cut into pairs of characters that overlap, the last one alone: any part of such a text is a
 * row of pairs, and a single character is the beginning of one.
 */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const run of text.matchAll(runs)) {
    if (isElision(run[0], text[run.index + run[0].length])) continue;
    for (const piece of run[0].matchAll(pieces)) {
      const start = run.index + piece.index;
      if (piece[1] === undefined) addWord(words, piece[0], start);
      else addPairs(words, piece[0], start);
    }
  }
  return words;
}

/** The same words as an index takes them in: parted by spaces. */
export function indexed(text: string): string {
  return wordsIn(text)
    .map(({ token }) => token)
    .join(' ');
}

const runs = /[\p{L}\p{N}\p{M}]+/gu;
// Han, kana, Hangul, Bopomofo, Thai, Lao, Khmer, Burmese: written on without spaces, or with endings that stick.
const pieces =
  /((?:[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}][\p{M}\uff9e\uff9f]*)+)|[^\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu;
const characters = /\P{M}[\p{M}\uff9e\uff9f]*/gu;

// Longer ones are no words; both sides of a comparison are cut alike.
const longestToken = 64;

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

function fold(word: string): string {
  if (isAscii(word)) return word.toLowerCase().slice(0, longestToken);
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
