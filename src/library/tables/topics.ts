import { json, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';

/** What a story is about, in this newsroom's words. */
export const topics = table('topics', {
  ...recordColumns(),
  /** By locale; `name` is that of the default one. */
  names: json<Record<string, string>>('names'),
  description: text('description'),
  mediaTopic: text('media_topic'),
});
export type TopicRow = typeof topics.$inferSelect;
