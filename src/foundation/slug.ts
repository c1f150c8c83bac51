import slugify from '@sindresorhus/slugify';

const longest = 100;

/** Soft hyphens and characters without width: they stand within words. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/**
 * The slug of a name or headline: ASCII, cut at a word. Text whose letters are all lost, as those of Japanese are,
 * gives `fallback`: digits alone would say nothing.
 */
export function slugOf(text: string, fallback: string): string {
  const slug = slugify(text.normalize('NFKC').replaceAll(invisible, ''));
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
