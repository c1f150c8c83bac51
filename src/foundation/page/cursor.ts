import { createHash } from 'node:crypto';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { invalidRequest } from '../problem.ts';

/** The key of the last row of a page, in the order of the sort. */
export type PageKey = (string | number)[];

/** What a cursor is bound to: the sort and the filters of the list that gave it. */
export type ListIdentity = { sort: string; filters: unknown };

// The checksum finds mistakes, not forgeries; the key is checked for shape and types.
const Payload = z.tuple([z.string(), z.string(), z.array(z.union([z.string(), z.number()]))]);

/** Makes the opaque text that asks for the rows after `key`: sort, key, a hash of the filters, and a checksum. */
export function encodeCursor(list: ListIdentity, key: PageKey): string {
  const payload = Buffer.from(JSON.stringify([list.sort, digest(JSON.stringify(list.filters)), key]));
  return `${payload.toString('base64url')}.${digest(payload)}`;
}

/** Reads a cursor back. Throws `invalid-request` when it was changed, or was made for another list. */
export function decodeCursor(
  list: ListIdentity,
  cursor: string,
  columns: readonly (PgColumn | 'number')[],
): PageKey {
  const [payload = '', checksum, ...more] = cursor.split('.');
  const bytes = Buffer.from(payload, 'base64url');
  const whole = more.length === 0 && checksum === digest(bytes) && bytes.toString('base64url') === payload;
  const payloadRead = whole ? Payload.safeParse(parsed(bytes)) : undefined;
  if (!payloadRead?.success) throw refused('cursor is not one that this list gave');
  const [sort, filters, key] = payloadRead.data;
  if (sort !== list.sort || filters !== digest(JSON.stringify(list.filters))) {
    throw refused('cursor was made for another sort or other filters; ask for the first page again');
  }
  if (!fits(key, columns)) throw refused('cursor is not one that this list gave');
  return key;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function fits(key: PageKey, columns: readonly (PgColumn | 'number')[]): boolean {
  const types = columns.map((column) =>
    column === 'number' || column.getSQLType() === 'integer' ? 'number' : 'string',
  );
  return key.length === types.length && key.every((part, index) => typeof part === types[index]);
}

function refused(detail: string) {
  return invalidRequest([{ parameter: 'cursor', detail }]);
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 11);
}
