import slugify from '@sindresorhus/slugify';

const longest = 100;

/** Soft hyphens, characters without width, marks of direction: they stand within words. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Greek letters with ancient accents, of which the library knows only the bare ones. */
const accented = /[\u1f00-\u1fff]/g;

/** What names, initials and numbers are written with or without: O'Brien, U.S., 10,000. */
const withinWords =
  /(?<=\b[OÓ])['’‘](?=\p{Lu})|(?<=(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})*)\.(?=\p{L}(?![\p{L}\p{N}]))|(?<=(?<![\d.,])\d{1,3}(?:,\d{3})*),(?=\d{3}(?!\d))/gu;

/** Cyrillic letters that the library does not know: of Serbian, Macedonian, Kazakh and their neighbours. */
const cyrillic = Object.entries({
  ...{ ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz', ѓ: 'gj', ќ: 'kj', ѕ: 'dz', ў: 'u', ґ: 'g' },
  ...{
    ә: 'a',
    ғ: 'g',
    қ: 'q',
    ң: 'n',
    ө: 'o',
    ұ: 'u',
    ү: 'u',
    һ: 'h',
    җ: 'j',
    ҷ: 'j',
    ҳ: 'h',
    ӣ: 'i',
    ӯ: 'u',
  },
}).flatMap(([letter, latin]): [string, string][] => [
  [letter, latin],
  [letter.toUpperCase(), latin],
]);

/**
 * The slug of a name or headline: ASCII, cut at a word. Text whose letters are all lost, as those of Japanese are,
 * gives `fallback`: digits alone would say nothing.
 */
export function slugOf(text: string, fallback: string): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(accented, (letter) => letter.normalize('NFD').replaceAll(/\p{M}/gu, ''))
    .replaceAll(withinWords, '');
  const slug = slugify(plain, { decamelize: false, customReplacements: cyrillic });
  if (slug === '' || (!/[a-z]/.test(slug) && /\p{L}/u.test(text))) return fallback;
  if (slug.length <= longest) return slug;
  return slug
    .slice(0, longest + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, longest);
}

/** `base`, or the first of `base-2`, `base-3` … that is not among `taken`. */
export function firstFree(base: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
