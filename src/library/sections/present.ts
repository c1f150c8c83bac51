import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentNamedIn } from '../records/present.ts';
import type { Site } from '../site.ts';
import type { Section } from './schema.ts';
import type { SectionRow } from '../tables/sections.ts';

/** A section with its parent, if that is public; names in `locale` or the default language. */
export function presentSectionRef(
  row: SectionRow,
  embedded: Map<string, SectionRow>,
  locale: string,
  site: Site,
) {
  const parent = row.parentId === null ? undefined : embedded.get(row.parentId);
  return omitAbsent({
    ...presentNamedIn(row, locale, site),
    parent: parent && presentNamedIn(parent, locale, site),
  });
}

/** A section as the public sees it. */
export function presentSection(
  row: SectionRow,
  embedded: Map<string, SectionRow>,
  locale: string,
  site: Site,
): Section {
  return omitAbsent({
    ...presentSectionRef(row, embedded, locale, site),
    description: row.description,
    order: row.position,
  });
}
