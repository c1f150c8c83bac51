import { eq } from 'drizzle-orm';
import { refusedToServices } from '../../access/persons-only.ts';
import type { Db } from '../../foundation/database/database.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { defineRecordType, type RecordType } from '../records/record-type.ts';
import { reference } from '../records/reference.ts';
import type { SectionIn } from './schema.ts';
import { sections, type SectionRow } from '../tables/sections.ts';
import { findApproving, isWithin } from './tree.ts';

export const sectionType: RecordType<SectionIn, SectionRow> = defineRecordType<SectionIn, SectionRow>({
  kind: 'section',
  table: sections,
  order: [sections.position, sections.slug],
  keyOf: ({ position, slug }) => [position, slug],
  parentOf: ({ parentId }) => parentId,
  defaults: { position: 0, requiresApproval: false },
  namesOf: ({ names }) => names,
  privateColumns: ['requiresApproval'],
  async validate(db, id, columns, by) {
    const { parentId } = columns;
    if (parentId && (await isWithin(db, parentId, id)))
      throw ruleUnmet([
        { pointer: '/parent', detail: 'parent must not be the section itself or one below it' },
      ]);
    if (by.kind === 'service') await refuseLifting(db, id, columns);
  },
  async columns(db, { names, parent, description, order, requiresApproval }) {
    return {
      ...({ names, description, position: order, requiresApproval } as Partial<SectionRow>),
      ...(await reference(db, sectionType, { parentId: parent }, '/parent')),
    };
  },
});

/** Throws `conflict` where stories of a section would go out without an approval that they need now. */
async function refuseLifting(db: Db, id: string, columns: Partial<SectionRow>): Promise<void> {
  const [before] = await db.select().from(sections).where(eq(sections.id, id));
  const isAsked = (await findApproving(db, before!)) !== undefined;
  if (isAsked && !(await findApproving(db, { ...before!, ...columns })))
    throw refusedToServices('Only a person can let the stories of a section go out without approval');
}
