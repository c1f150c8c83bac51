import type { Db } from '../../foundation/database/database.ts';
import { unknownReference, type Fault } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { withMerged } from '../../library/records/merged.ts';
import type { RecordTable } from '../../library/records/record-type.ts';
import { lookUp } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { withChildren } from '../../library/sections/tree.ts';
import { topicType } from '../../library/topics/record-type.ts';

type Kind = 'section' | 'agency' | 'byline' | 'topic';

const types: Record<Kind, Pick<RecordTable<never>, 'kind' | 'table'>> = {
  section: sectionType,
  agency: agencyType,
  byline: bylineType,
  topic: topicType,
};

/** Names or ids of each kind of record that a filter names. */
export type FilterRecords = Partial<Record<Kind, string[] | undefined>>;

/**
 * The ids that stories may name these records by: with those of sections below and of merged records, hidden or not.
 * Throws `unknown-reference` with all unknown names.
 */
export async function findFilterRecords(db: Db, names: FilterRecords): Promise<FilterRecords> {
  const ids: FilterRecords = {};
  const faults: Fault[] = [];
  for (const kind of ['section', 'agency', 'byline', 'topic'] as const) {
    const named = names[kind];
    if (!named) continue;
    const asked = named.map((reference) => ({ reference, where: { parameter: kind } }));
    const known = await lookUp<{ id: string; slug: string }>(db, types[kind], asked);
    faults.push(...known.faults);
    const found = [...new Set([...known.found.values()].map(({ id }) => id))];
    ids[kind] =
      kind === 'section'
        ? [...(await withChildren(db, found, { hiddenToo: true }))]
        : await withMerged(db, found);
  }
  if (faults.length > 0) throw unknownReference(faults);
  return ids;
}
