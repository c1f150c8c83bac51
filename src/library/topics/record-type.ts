import { defineRecordType } from '../records/record-type.ts';
import type { TopicIn } from './schema.ts';
import { topics, type TopicRow } from '../tables/topics.ts';

export const topicType = defineRecordType<TopicIn, TopicRow>({
  kind: 'topic',
  table: topics,
  order: [topics.slug],
  keyOf: ({ slug }) => [slug],
  columns: async (_, { description, mediaTopic }) => ({ description, mediaTopic }) as Partial<TopicRow>,
});
