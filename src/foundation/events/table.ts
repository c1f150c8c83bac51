import { integer, json, sequence, table, text } from '../database/columns.ts';

type Fact = string | number | boolean;

/** Details of an event, named as in the API; fields without a value are absent. */
export type EventData = { [name: string]: Fact | EventData | (Fact | EventData)[] };

/** What happened, in order: audit log and outbox. Rows are only added, never changed. */
export const events = table('events', {
  seq: sequence('seq'),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  fromVersion: integer('from_version'),
  toVersion: integer('to_version'),
  reason: text('reason'),
  data: json<EventData>('data'),
});
