import { integer, json, sequence, table, text } from '../database/columns.ts';

type Fact = string | number | boolean;

/** What else there is to know about something that happened, named as on the wire; what has no value is absent. */
export type EventData = { [name: string]: Fact | EventData | (Fact | EventData)[] };

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
  data: json<EventData>('data'),
});
