import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentNamed } from '../records/present.ts';
import type { Topic } from './schema.ts';
import type { TopicRow } from '../tables/topics.ts';

/** A topic as the public sees it. */
export function presentTopic(row: TopicRow): Topic {
  return omitAbsent({ ...presentNamed(row), description: row.description, mediaTopic: row.mediaTopic });
}
