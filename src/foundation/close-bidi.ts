/** What ends the effect of each control character of the Unicode Bidirectional Algorithm that needs an end. */
const ends: Record<string, string> = {
  ...{ '\u202a': '\u202c', '\u202b': '\u202c', '\u202d': '\u202c', '\u202e': '\u202c' },
  ...{ '\u2066': '\u2069', '\u2067': '\u2069', '\u2068': '\u2069' },
};
const controls = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * The text with an end for each embedding, override and isolate that it begins, and without ends that end nothing: it
 * looks the same by itself, and turns no text that stands beside it (UAX #9, and the HTML standard).
 */
export function closeBidi(text: string): string {
  const open: string[] = [];
  const balanced = text.replace(controls, (sign) => {
    const end = ends[sign];
    if (end !== undefined) open.push(end);
    else if (sign === '\u202c' ? open.at(-1) !== sign : !open.includes(sign)) return '';
    // The end of an isolate ends what was begun in it.
    else while (open.pop() !== sign);
    return sign;
  });
  return balanced + open.toReversed().join('');
}
