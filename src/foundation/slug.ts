import slugify from '@sindresorhus/slugify';

const longest = 100;

/** The slug of a name or headline: ASCII, cut at a word. Text without ASCII letters gives `fallback`. */
export function slugOf(text: string, fallback: string): string {
  const slug = slugify(text);
  if (slug.length <= longest) return slug || fallback;
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
