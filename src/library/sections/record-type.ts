import { ruleUnmet } from '../../foundation/problem.ts';
import { defineRecordType, type RecordType } from '../records/record-type.ts';
import { reference } from '../records/reference.ts';
import type { SectionIn } from './schema.ts';
import { sections, type SectionRow } from '../tables/sections.ts';
import { isWithin } from './tree.ts';

export const sectionType: RecordType<SectionIn, SectionRow> = defineRecordType<SectionIn, SectionRow>({
  kind: 'section',
  table: sections,
  order: [sections.position, sections.slug],
  keyOf: ({ position, slug }) => [position, slug],
  parentOf: ({ parentId }) => parentId,
  defaults: { position: 0, requiresApproval: false },
  privateColumns: ['requiresApproval'],
  async validate(db, id, { parentId }) {
    if (parentId && (await isWithin(db, parentId, id)))
      throw ruleUnmet([
        { pointer: '/parent', detail: 'parent must not be the section itself or one below it' },
      ]);
  },
  async columns(db, { parent, description, order, requiresApproval }) {
    return {
      ...({ description, position: order, requiresApproval } as Partial<SectionRow>),
      ...(await reference(db, sectionType, { parentId: parent }, '/parent')),
    };
  },
});
