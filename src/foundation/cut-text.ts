const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A text is cut after a word when one ends that near, in UTF-16 units. */
const longestCut = 30;

/** The text, or its beginning with an ellipsis, in `max` UTF-16 units at most. No character as readers see it is cut. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, placeToCut(text, max - 2));
  return /\s$/u.test(kept) ? `${kept.trimEnd()} …` : `${kept}…`;
}

/** The nearest place before `at` where a text may be cut: after a space, or at least not within a character. */
export function placeToCut(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  if (at - space <= longestCut) return space + 1;
  // No character is longer in print; segmenting a whole text takes long.
  const start = Math.max(0, at - 100);
  return start + (graphemes.segment(text.slice(start, at + 100)).containing(at - start)?.index ?? 0);
}
