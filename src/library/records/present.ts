import type { Site } from '../site.ts';
import { nameIn, type Names } from './names.ts';

/** A record as it is embedded in others: id, slug and name. */
export function presentNamed({ id, slug, name }: { id: string; slug: string; name: string }) {
  return { id, slug, name };
}

/** A section or topic as it is embedded in others, with its name in a language. */
export function presentNamedIn(
  row: { id: string; slug: string; name: string; names: Names | null },
  locale: string,
  { defaultLocale }: Site,
) {
  return { id: row.id, slug: row.slug, ...nameIn(row, locale, defaultLocale) };
}
