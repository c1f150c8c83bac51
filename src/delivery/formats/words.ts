/** The length of a text in graphemes and words of its language. */
export function lengthOf(text: string, locale: string): { charCount: number; wordCount: number } {
  const words = new Intl.Segmenter(locale, { granularity: 'word' }).segment(text);
  return {
    charCount: count(new Intl.Segmenter(locale).segment(text), () => true),
    wordCount: count(words, ({ isWordLike }) => isWordLike === true),
  };
}

function count<T>(items: Iterable<T>, isCounted: (item: T) => boolean): number {
  let counted = 0;
  for (const item of items) if (isCounted(item)) counted += 1;
  return counted;
}
