import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentNamedIn } from '../records/present.ts';
import type { Site } from '../site.ts';
import type { Topic } from './schema.ts';
import type { TopicRow } from '../tables/topics.ts';

/** A topic as the public sees it. */
export function presentTopic(row: TopicRow, locale: string, site: Site): Topic {
  return omitAbsent({
    ...presentNamedIn(row, locale, site),
    description: row.description,
    mediaTopic: row.mediaTopic,
  });
}
