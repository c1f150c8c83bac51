import { integer, json, table, text } from '../database/columns.ts';

/** Responses to writes with an `Idempotency-Key`, kept for a day. */
export const idempotencyKeys = table('idempotency_keys', {
  /** The API key, method and path that the name belongs to, and the name. */
  scope: text('scope').notNull(),
  name: text('name').notNull(),
  fingerprint: text('fingerprint').notNull(),
  answer: json<StoredAnswer>('answer').notNull(),
  at: integer('at').notNull(),
});

export type StoredAnswer = { status: number; body?: unknown; etag?: string; location?: string };
