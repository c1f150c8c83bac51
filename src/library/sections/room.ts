import { defineRoom, type Room } from '../records/room.ts';
import { reference } from '../records/reference.ts';
import type { SectionIn } from './schema.ts';
import { sections, type SectionRow } from './table.ts';

export const sectionRoom: Room<SectionIn, SectionRow> = defineRoom<SectionIn, SectionRow>({
  kind: 'section',
  table: sections,
  order: [sections.position, sections.slug],
  keyOf: ({ position, slug }) => [position, slug],
  defaults: { position: 0 },
  async columns(db, { parent, description, order }) {
    return {
      ...({ description, position: order } as Partial<SectionRow>),
      ...(await reference(db, sectionRoom, { parentId: parent }, '/parent')),
    };
  },
});
