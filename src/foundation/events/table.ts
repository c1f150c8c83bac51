import { integer, json, sequence, table, text } from '../database/columns.ts';

/** What happened, in the order it happened: the audit and the outbox in one. Rows are only ever added. */
export const events = table('events', {
  seq: sequence('seq'),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  fromVersion: integer('from_version'),
  toVersion: integer('to_version'),
  reason: text('reason'),
  data: json<Record<string, unknown>>('data'),
});
