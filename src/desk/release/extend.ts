import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { putLive } from '../../edition/publication/put.ts';
import { setLiveEnd } from '../../edition/publication/set-end.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { findBlockers } from '../preflight/check.ts';
import { findLiveNaming } from '../stories/live-naming.ts';
import { addReferences } from '../stories/references.ts';
import { saveStory, versionOf, type OpenedStory } from '../stories/story.ts';

type Options = {
  /** The new expiry (UTC milliseconds); null: none. */
  until: number | null;
  reason?: string | undefined;
  caller?: Caller;
};

/**
 * Moves the expiry of a story later, or removes it. An expired story may be published again then; this does not publish
 * it, except one that ended before its time, since the clock was wrong. Throws `conflict` and `rule-unmet`.
 */
export async function extendArticle(
  work: Work,
  story: OpenedStory,
  { until, reason, caller }: Options,
): Promise<OpenedStory> {
  await requireAllowed(work, 'extend', story, { caller });
  const { id, expiresAt, publication } = story.row;
  const from = expiresAt!;
  // A clock that was wrong ended it: its time is not over yet.
  const endedEarly = publication === 'expired' && from > work.now;
  const earliest = endedEarly ? from - 1 : Math.max(from, work.now);
  if (until !== null && until <= earliest) {
    const detail = endedEarly
      ? `until must not be earlier than ${toTimestamp(from)}`
      : `until must be later than ${toTimestamp(earliest)}`;
    throw ruleUnmet([{ pointer: '/until', detail }]);
  }
  const extended = await saveStory(work, story, { expiresAt: until });
  const isLive = publication === 'live';
  if (isLive) await setLiveEnd(work, id, until);
  await record(work, {
    action: 'article.extended',
    subject: id,
    ...(reason === undefined ? {} : { reason }),
    data: {
      from: toTimestamp(from),
      ...(until === null ? {} : { until: toTimestamp(until) }),
      ...(isLive ? {} : { live: false }),
    },
  });
  return endedEarly ? bringBack(work, extended) : extended;
}

/** Makes the version public again that was public last, as if it had not ended. */
async function bringBack(work: Work, story: OpenedStory): Promise<OpenedStory> {
  const { tx, now } = work;
  const { id, publishedVersion, publishedAt, publicUpdatedAt, expiresAt } = story.row;
  const last = await versionOf(tx, story, publishedVersion!);
  const blockers = await findBlockers(tx, last, { now });
  if (blockers.length > 0) throw ruleUnmet(blockers);
  const { version, content } = last;
  const { pictures } = await last.embedded();
  const times = { publishedAt: publishedAt!, updatedAt: publicUpdatedAt!, expiresAt };
  const publication = { id, version, content, ...times };
  const namedIn = await findLiveNaming(tx, { id, original: content.translationOf ?? id, slug: content.slug });
  await putLive(work, publication, { former: 'tombstone', pictures, namedIn, material: true });
  await addReferences(tx, id, 'live', content);
  const after = await saveStory(work, story, { publication: 'live' });
  await record(work, { action: 'article.published', subject: id, toVersion: version });
  return after;
}
