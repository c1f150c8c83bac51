import type { Work } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { indexName } from './index-name.ts';
import { changeOf } from './public-change.ts';
import type { anyRecord } from '../tables/records.ts';
import { namesAndSlug, type RecordIn, type RecordType } from './record-type.ts';
import { claimSlug, inventRecordSlug } from './slugs.ts';

/** What creating a record needs of its type. */
export type CreatableType<In extends RecordIn, Row extends { id: string; slug: string }> = Pick<
  RecordType<In, Row>,
  'kind' | 'table' | 'columns' | 'defaults' | 'namesOf' | 'picturesOf'
>;

/** Creates a record and gives its id. Public at once, unless hidden. Throws `conflict`, `unknown-reference`. */
export async function createRecord<In extends RecordIn, Row extends { id: string; slug: string }>(
  work: Work,
  type: CreatableType<In, Row>,
  input: In,
  id = newId(type.kind),
): Promise<string> {
  const { tx, now } = work;
  const slug = input.slug
    ? await claimSlug(tx, type, input.slug, id)
    : await inventRecordSlug(tx, type, input.name, id);
  const own = await type.columns(tx, input);
  const hidden = input.hidden ?? false;
  const words = namesAndSlug(type, own, { name: input.name, slug });
  const row = {
    ...type.defaults,
    ...omitAbsent(own),
    id,
    slug,
    name: input.name,
    hidden,
    searchText: fold(words),
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
  await tx.insert(type.table).values(row);
  await indexName(tx, type.kind, { id, words, hidden });
  await record(work, { action: `${type.kind}.created`, subject: id });
  await recordChanges(
    work,
    ...changeOf(type, undefined, row as unknown as Row & typeof anyRecord.$inferSelect),
  );
  return id;
}
