const longestToken = 64;

/** Longer tokens are cut, in texts and queries alike. */
export function cutToken(token: string): string {
  return token.slice(0, longestToken);
}

// V8 copies strings of up to 12 characters; a longer one is a slice that keeps the whole text in memory.
const longestKept = 12;
const mostKept = 20_000;
const kept = new Map<string, string>();

/** A word as it is compared: without case, accents, points and width. */
export function fold(word: string): string {
  if (plain.test(word)) return cutToken(word.toLowerCase());
  if (word.length > longestKept) return foldAnew(word);
  let known = kept.get(word);
  if (known === undefined) {
    if (kept.size >= mostKept) kept.clear();
    kept.set(word, (known = foldAnew(word)));
  }
  return known;
}

function foldAnew(word: string): string {
  const folded = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '$1')
    .replace(points, '')
    .normalize('NFC')
    .replace(otherLetters, (letter) => plainLetters[letter]!)
    .replace(arabicDigits, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(strange, '');
  return cutToken(folded).toWellFormed();
}

const plain = /^[a-z0-9]+$/i;
// eslint-disable-next-line no-control-regex
const otherThanAsciiWords = /[^\x00-\x7f\p{P}\p{S}\p{Z}]/u;
/** Whether all letters and digits of a text are ASCII's, and all else stands between words: quotes, dashes, spaces. */
export function hasAsciiWords(text: string): boolean {
  return !otherThanAsciiWords.test(text);
}

const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
// Vowel points of Hebrew and Arabic, and the stroke that stretches Arabic words.
const points = /\p{Script=Hebrew}(?<=\p{M})|[\p{scx=Arabic}](?<=\p{M})|\u0640/gu;
const plainLetters: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h' },
  // A sigma is written otherwise where a word ends.
  ς: 'σ',
  // Arabic, Persian and Urdu write the same letters in more than one way.
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ە: 'ه', ہ: 'ه', ھ: 'ه' },
  // Letters that look like apostrophes.
  ...{ '\u02bc': '', '\u02bb': '' },
};
/** Of Arabic, and of Persian and Urdu. */
const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;
const otherLetters = new RegExp(Object.keys(plainLetters).join('|'), 'gu');
const strange = /[^\p{L}\p{N}\p{M}]+/gu;
