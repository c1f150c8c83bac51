import { z } from 'zod';
import type { Scope } from '../../access/scopes.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { RecordIn, RecordType } from '../../library/records/record-type.ts';
import type { anyRecord } from '../../library/tables/records.ts';

/** A record type over HTTP, as the desk manages it. */
export type DeskResource<In extends RecordIn, R extends typeof anyRecord.$inferSelect> = {
  type: RecordType<In, R>;
  /** `Agency`, and its plural in the path. */
  name: string;
  plural: string;
  operations: { list: string; get: string; create: string; patch: string; delete: string };
  tag: string;
  /** The scope to create and change; deletion needs `library:delete`. */
  scope: Scope;
  /** The slug of a seeded record, for examples. */
  example: string;
  /** The slug of a seeded record that nothing uses, for the example of deletion. */
  unused: string;
  input: z.ZodObject;
  patch: z.ZodType;
  output: z.ZodType;
  /** Presents these rows, with their references; one query per kind. */
  present: (db: Db, rows: R[]) => Promise<{ id: string; etag: string }[]>;
};

type ResourceNames = { name: string; plural: string; example: string };

export function pathOf({ plural }: Pick<ResourceNames, 'plural'>): string {
  return `/v1/desk/${plural}`;
}

/** `an agency`, `a topic`. */
export function oneOf({ name }: Pick<ResourceNames, 'name'>): string {
  const word = name.toLowerCase();
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** The path of one record; its parameter is named after the record type, as everywhere. */
export function pathOfOne(resource: Pick<ResourceNames, 'name' | 'plural'>): string {
  return `${pathOf(resource)}/:${resource.name.toLowerCase()}`;
}

export function paramsOf(
  { name, example }: Pick<ResourceNames, 'name' | 'example'>,
  description = 'Its id or slug.',
) {
  const idOrSlug = z.string().min(1);
  return z.strictObject({ [name.toLowerCase()]: idOrSlug.meta({ description, examples: [example] }) });
}

/** The id or slug in the path of one record. */
export function askedIn(params: Record<string, string>): string {
  return Object.values(params)[0]!;
}

/** One row as the desk sees it. */
export async function showRow<In extends RecordIn, R extends typeof anyRecord.$inferSelect>(
  db: Db,
  { present }: DeskResource<In, R>,
  row: R,
): Promise<{ id: string; etag: string }> {
  const [shown] = await present(db, [row]);
  return shown!;
}
