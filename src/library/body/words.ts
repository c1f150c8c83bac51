/** The words of a text, in any script. Pure. */

const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Splits at spaces; scripts without spaces are split by dictionary, without punctuation. */
export function wordsIn(text: string): string[] {
  return text.split(/\s+/u).flatMap((run) => {
    if (run === '') return [];
    if (!unspaced.test(run)) return [run];
    return [...segmenter.segment(run)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
  });
}

/** The text without line breaks and runs of spaces. Spaces that mean something, which do not break or are wide, stay. */
export function onOneLine(text: string): string {
  return text.replace(/[ \t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').trim();
}
