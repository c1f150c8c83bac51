import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { People } from '../show/people.ts';
import { presentActor } from '../show/present.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { ArticleRow } from '../stories/table.ts';
import type { Incoming } from './schema.ts';

/** A record of what a source sent, as the desk sees it. */
export function presentIncoming(
  { id, scheme, value, pubStatus, state, headline, ...row }: IncomingRow,
  story: ArticleRow | null,
  people: People,
): Incoming {
  return omitAbsent({
    id,
    source: { scheme, value },
    sourceVersion: row.sourceVersion,
    pubStatus,
    state,
    urgent: row.urgent === 1 || undefined,
    why: row.why,
    errors: row.faults?.map(({ pointer, detail }) => omitAbsent({ pointer, detail })),
    headline,
    arrivedAt: toTimestamp(row.at),
    by: presentActor(row.actor, people),
    article: story && {
      id: story.id,
      headline: story.headline,
      publication: story.publication,
      etag: etagOfRevision(story.revision),
    },
    version: row.version,
    embargoUntil: toTimestampIfSet(row.embargoUntil),
    decided: decisionOf(row, people),
    thinned: row.thinnedAt === null ? undefined : true,
  });
}

function decisionOf(
  {
    decidedBy,
    decidedAt,
    reason,
    fields,
  }: Pick<IncomingRow, 'decidedBy' | 'decidedAt' | 'reason' | 'fields'>,
  people: People,
): Incoming['decided'] {
  if (decidedBy === null || decidedAt === null) return undefined;
  return omitAbsent({ by: presentActor(decidedBy, people), at: toTimestamp(decidedAt), reason, fields });
}
