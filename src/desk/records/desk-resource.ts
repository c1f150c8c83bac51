import type { z } from 'zod';
import type { Scope } from '../../access/scopes.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { RecordIn, RecordType } from '../../library/records/record-type.ts';
import type { anyRecord } from '../../library/tables/records.ts';

/** What a room of the library says about how the desk keeps it. */
export type DeskResource<In extends RecordIn, R extends typeof anyRecord.$inferSelect> = {
  type: RecordType<In, R>;
  /** `Agency`, and its plural in the path. */
  name: string;
  plural: string;
  tag: string;
  /** Who may add and change; whoever may delete holds `library:delete`. */
  scope: Scope;
  /** The slug of one that the seed holds. */
  example: string;
  input: z.ZodObject;
  patch: z.ZodType;
  output: z.ZodType;
  /** Shows these rows; loads what they name, one query per kind. */
  present: (db: Db, rows: R[]) => Promise<{ id: string; etag: string }[]>;
};
