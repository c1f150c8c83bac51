import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

type Options = {
  /** The new expiry (UTC milliseconds); null: none. */
  until: number | null;
  reason?: string | undefined;
  caller?: Caller;
};

/**
 * Moves the expiry of a story later, or removes it. An expired story may be published again then; this does not publish
 * it. Throws `conflict` and `rule-unmet`.
 */
export async function extendArticle(
  work: Work,
  story: OpenedStory,
  { until, reason, caller }: Options,
): Promise<OpenedStory> {
  await requireAllowed(work, 'extend', story, { caller });
  const { id, expiresAt } = story.row;
  const from = expiresAt!;
  const earliest = Math.max(from, work.now);
  if (until !== null && until <= earliest) {
    const detail = `until must be later than ${toTimestamp(earliest)}`;
    throw ruleUnmet([{ pointer: '/until', detail }]);
  }
  const after = await saveStory(work, story, { expiresAt: until });
  await record(work, {
    action: 'article.extended',
    subject: id,
    ...(reason === undefined ? {} : { reason }),
    data: { from: toTimestamp(from), ...(until === null ? {} : { until: toTimestamp(until) }) },
  });
  return after;
}
