/** The words of a paragraph where marks cannot be shown. Pure. */
type Marked = { text: string; marks?: readonly string[] | undefined };

/**
 * The text of spans without marks. Struck words are left out; raised and lowered ones are written in Unicode's signs where
 * all of them have one, otherwise as `^(…)` and `_(…)`.
 */
export function wordsOfSpans(spans: readonly Marked[]): string {
  let [words, isAfterGap] = ['', false];
  for (const { text, marks = [] } of spans) {
    if (marks.includes('strike-through')) {
      isAfterGap = true;
      continue;
    }
    const said = marks.includes('sup') ? raised(text) : marks.includes('sub') ? lowered(text) : text;
    // Of the spaces on both sides of a gap one is enough.
    words += isAfterGap && /(?:^|\s)$/u.test(words) ? said.replace(/^ +/u, '') : said;
    isAfterGap = false;
  }
  return words;
}

/** The text as superscript: `10` and `6` is `10⁶`. Signs that are raised anyway, or no letters, stay: `Applebee’s®`. */
export function raised(text: string): string {
  const written = inSigns(text, superscripts) ?? trademarks.get(text.trim());
  return written ?? (/[\p{L}\p{N}]/u.test(text) ? `^(${text})` : text);
}

const trademarks = new Map([
  ['TM', '™'],
  ['SM', '℠'],
  ...['º', 'ª'].map((sign): [string, string] => [sign, sign]),
]);

/** The text as subscript. */
export function lowered(text: string): string {
  return inSigns(text, subscripts) ?? `_(${text})`;
}

const superscripts = signs(
  '0123456789+-=()abcdefghijklmnoprstuvwxyz',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ',
);
const subscripts = signs('0123456789+-=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

function signs(plain: string, special: string): ReadonlyMap<string, string> {
  const written = Array.from(special);
  return new Map([
    ...Array.from(plain, (sign, index): [string, string] => [sign, written[index]!]),
    ...['−', '–'].map((minus): [string, string] => [minus, written[11]!]),
    [' ', ' '],
  ]);
}

function inSigns(text: string, known: ReadonlyMap<string, string>): string | undefined {
  const written = Array.from(text, (sign) => known.get(sign));
  return written.includes(undefined) ? undefined : written.join('');
}
