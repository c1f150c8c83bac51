import { or, eq, and } from 'drizzle-orm';
import type { z } from 'zod';
import type { Scope } from '../../access/scopes.ts';
import { containsWords, fold } from '../../foundation/database/contains.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { Slug, WebAddress } from '../../foundation/schemas/wire.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { AgencyIn } from '../../library/agencies/schema.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { BylineIn } from '../../library/bylines/schema.ts';
import { type CreatableType, createRecord } from '../../library/records/create.ts';
import {
  type RecordIn,
  type RecordKind,
  type RecordTable,
  withCheckedInput,
} from '../../library/records/record-type.ts';
import type { Note } from '../../library/notes.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { SectionIn } from '../../library/sections/schema.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { TopicIn } from '../../library/topics/schema.ts';
import type { SourceName } from './formats/incoming.ts';

type AnyRecordType = CreatableType<RecordIn, { id: string; slug: string }>;

/** How records are imported; `kind` is that of a new one. */
const recordTypes: Record<
  RecordKind,
  { type: AnyRecordType; input: z.ZodType<RecordIn>; kind?: string; scope: Scope }
> = {
  agency: { type: withCheckedInput(agencyType), input: AgencyIn, kind: 'other', scope: 'agencies:write' },
  byline: { type: withCheckedInput(bylineType), input: BylineIn, kind: 'person', scope: 'bylines:write' },
  section: { type: withCheckedInput(sectionType), input: SectionIn, scope: 'sections:write' },
  topic: { type: withCheckedInput(topicType), input: TopicIn, scope: 'topics:write' },
};

/** Whether missing records may be created, and with which scopes. */
export type RecordCreation = { createRecords: boolean; mayUse: (scope: Scope) => boolean };

/**
 * Finds the public record by id, slug or unique name; creates it with `createRecords`. Undefined when there is none,
 * with a note.
 */
export async function findOrCreateRecord(
  work: Work,
  kind: RecordKind,
  named: SourceName & { as?: string; pointer: string },
  { createRecords, mayUse, notes }: RecordCreation & { notes: Note[] },
): Promise<string | undefined> {
  const { type, input, scope } = recordTypes[kind];
  const found = await findRecordsNamed(work.tx, type, named);
  const open = found.filter(({ hidden }) => !hidden);
  if (open.length === 1) return open[0]!.id;
  const { pointer } = named;
  const said = named.name ?? named.literal ?? '';
  function lost(detail: string): undefined {
    notes.push({ name: 'reference-dropped', detail, pointer });
  }
  if (open.length > 1) return lost(`Several ${kind} records are called "${said}": none is named.`);
  if (found.length > 0) return lost(`The ${kind} "${said}" is hidden, and not named.`);
  if (!createRecords) return lost(`There is no ${kind} "${said}" here.`);
  if (!mayUse(scope))
    return lost(`There is no ${kind} "${said}" here, and to make one needs the scope ${scope}.`);
  const order = input.safeParse(orderFor(kind, named));
  if (!order.success) return lost(`"${said}" cannot be the name of a new ${kind}.`);
  notes.push({ name: 'record-created', detail: `The ${kind} "${said}" is new.`, pointer });
  return createRecord(work, type, order.data);
}

/** Finds the public record by id, slug or unique name, and creates none. */
export async function findRecordCalled(
  db: Db,
  kind: RecordKind,
  named: SourceName,
): Promise<string | undefined> {
  const found = (await findRecordsNamed(db, recordTypes[kind].type, named)).filter(({ hidden }) => !hidden);
  return found.length === 1 ? found[0]!.id : undefined;
}

async function findRecordsNamed(db: Db, { table }: RecordTable<never>, { name, literal }: SourceName) {
  const columns = { id: table.id, name: table.name, hidden: table.hidden };
  if (literal !== undefined) {
    const rows = await db
      .select(columns)
      .from(table)
      .where(or(eq(table.id, literal), eq(table.slug, literal)));
    if (rows.length > 0) return rows;
  }
  if (name === undefined || name.trim() === '') return [];
  const rows = await db
    .select(columns)
    .from(table)
    .where(and(containsWords(table.searchText, name)));
  return rows.filter((row) => fold(row.name) === fold(name.trim()));
}

function orderFor(
  kind: RecordKind,
  { name, literal, url, as = recordTypes[kind].kind }: SourceName & { as?: string },
) {
  return omitAbsent({
    name: name?.trim(),
    kind: as,
    slug: Slug.safeParse(literal).success ? literal : undefined,
    url: kind === 'agency' && WebAddress.safeParse(url).success ? url : undefined,
  });
}
