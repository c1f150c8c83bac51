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
import type { RecordIn, RecordKind, RecordTable } from '../../library/records/record-type.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { SectionIn } from '../../library/sections/schema.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { TopicIn } from '../../library/topics/schema.ts';
import type { SourceName } from './formats/incoming.ts';
import type { Telling } from './notes.ts';

/** How records of a type are imported. */
type Importing = {
  type: RecordTable<never>;
  scope: Scope;
  /** The kind of a new one. */
  kind?: string;
  /** Creates one and gives its id; undefined where the input does not fit. */
  createFitting: (work: Work, input: unknown) => Promise<string | undefined>;
};

const recordTypes: Record<RecordKind, Importing> = {
  agency: { ...importingOf(agencyType, AgencyIn), kind: 'other', scope: 'agencies:write' },
  byline: { ...importingOf(bylineType, BylineIn), kind: 'person', scope: 'bylines:write' },
  section: { ...importingOf(sectionType, SectionIn), scope: 'sections:write' },
  topic: { ...importingOf(topicType, TopicIn), scope: 'topics:write' },
};

function importingOf<In extends RecordIn, Row extends { id: string; slug: string }>(
  type: CreatableType<In, Row>,
  schema: z.ZodType<In>,
): Pick<Importing, 'type' | 'createFitting'> {
  const { kind, table } = type;
  return {
    type: { kind, table },
    async createFitting(work: Work, input) {
      const { data } = schema.safeParse(input);
      return data && createRecord(work, type, data);
    },
  };
}

/** Whether missing records may be created, and with which scopes. */
export type RecordCreation = { createRecords: boolean; mayUse: (scope: Scope) => boolean };

/** A record as its source names it; `as`: the kind of a new byline, `parent`: that of a new section. */
type NewRecord = SourceName & { as?: string; parent?: string | undefined };

/**
 * Finds the public record by id, slug or unique name; creates it with `createRecords`. Undefined when there is none,
 * with a note.
 */
export async function findOrCreateRecord(
  work: Work,
  kind: RecordKind,
  named: NewRecord,
  { createRecords, mayUse, tell, pointer }: RecordCreation & Telling & { pointer: string },
): Promise<string | undefined> {
  const importing = recordTypes[kind];
  const { type, scope } = importing;
  const found = await findRecordsNamed(work.tx, type, named);
  const open = found.filter(({ hidden }) => !hidden);
  if (open.length === 1) return open[0]!.id;
  const said = named.name ?? named.literal ?? '';
  function missing(detail: string): undefined {
    tell('referenceDropped', detail, pointer);
  }
  if (open.length > 1) return missing(`Several ${kind} records are called "${said}": none is named.`);
  if (found.length > 0) return missing(`The ${kind} "${said}" is hidden, and not named.`);
  if (!createRecords) return missing(`There is no ${kind} "${said}" here.`);
  if (!mayUse(scope))
    return missing(`There is no ${kind} "${said}" here, and to make one needs the scope ${scope}.`);
  const id = await importing.createFitting(work, orderFor(kind, named));
  if (id === undefined) return missing(`"${said}" cannot be the name of a new ${kind}.`);
  tell('recordCreated', `The ${kind} "${said}" is new.`, pointer);
  return id;
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

function orderFor(kind: RecordKind, { name, literal, url, parent, as = recordTypes[kind].kind }: NewRecord) {
  return omitAbsent({
    name: name?.trim(),
    kind: as,
    parent,
    slug: Slug.safeParse(literal).success ? literal : undefined,
    url: kind === 'agency' && WebAddress.safeParse(url).success ? url : undefined,
  });
}
