import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentNamed } from '../records/present.ts';
import type { Section } from './schema.ts';
import type { SectionRow } from '../tables/sections.ts';

/** A section with its parent, if that is public. */
export function presentSectionRef(row: SectionRow, embedded: Map<string, SectionRow>) {
  const parent = row.parentId === null ? undefined : embedded.get(row.parentId);
  return omitAbsent({ ...presentNamed(row), parent: parent && presentNamed(parent) });
}

/** A section as the public sees it. */
export function presentSection(row: SectionRow, embedded: Map<string, SectionRow>): Section {
  return omitAbsent({
    ...presentSectionRef(row, embedded),
    description: row.description,
    order: row.position,
  });
}
