import type { Work } from '../database/database.ts';
import { preparedInsert } from '../database/prepared-insert.ts';
import { type EventData, events } from './table.ts';

export type Event = {
  /** The action, like `article.published`. */
  action: string;
  /** The id of the changed thing. */
  subject: string;
  fromVersion?: number;
  toVersion?: number;
  reason?: string;
  data?: EventData;
};

/** Records an event in the transaction of the change itself. */
export async function record(work: Work, { data = {}, ...event }: Event): Promise<void> {
  const told = Object.keys(data).length > 0 ? { data } : {};
  await insertEvent(work.tx, { at: work.now, actor: work.actor.id, ...event, ...told });
}

const insertEvent = preparedInsert(events);
