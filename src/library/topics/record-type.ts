import { eq } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { defineRecordType } from '../records/record-type.ts';
import { findSubjects } from '../subjects/store.ts';
import type { TopicIn } from './schema.ts';
import { topics, type TopicRow } from '../tables/topics.ts';

export const topicType = defineRecordType<TopicIn, TopicRow>({
  kind: 'topic',
  table: topics,
  order: [topics.slug],
  keyOf: ({ slug }) => [slug],
  namesOf: ({ names }) => names,
  async columns(db, { names, description, mediaTopic }) {
    if (mediaTopic) await refuseUnknown(db, mediaTopic);
    return { names, description, mediaTopic } as Partial<TopicRow>;
  },
});

/** Throws `unknown-reference` for a code that the vocabulary does not have; one that a topic has already stays. */
async function refuseUnknown(db: Db, code: string): Promise<void> {
  const known = await findSubjects(db, [code]);
  if (known.get(code) !== null) return;
  const [stored] = await db
    .select({ id: topics.id })
    .from(topics)
    .where(eq(topics.mediaTopic, code))
    .limit(1);
  if (!stored) throw unknownReference([{ pointer: '/mediaTopic', detail: `There is no subject "${code}".` }]);
}
