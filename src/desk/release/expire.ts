import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { removeLive } from '../../edition/publication/remove.ts';
import { setLiveEnd } from '../../edition/publication/set-end.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveReferences } from '../stories/references.ts';
import { loadStory, saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { removeSchedule } from './remove-schedule.ts';
import { setCopiesAside } from './set-aside.ts';

type Options = {
  /** The time of expiry (UTC milliseconds); absent: now. */
  at?: number | undefined;
  reason: string;
  caller?: Caller;
};

/** Expires a story now, or sets the time of its expiry. Throws `conflict` and `rule-unmet`. */
export async function expireArticle(
  work: Work,
  story: OpenedStory,
  { at, reason, caller }: Options,
): Promise<OpenedStory> {
  await requireAllowed(work, 'expire', story, { caller });
  const { now } = work;
  const { row: before } = story;
  const refusal = refusalOf(before, at, now);
  if (refusal !== undefined) throw ruleUnmet([{ pointer: '/at', detail: refusal }]);
  if (at === undefined) return end(work, story, now, reason);
  const after = await saveStory(work, story, { expiresAt: at });
  const isLive = before.publication === 'live';
  if (isLive) await setLiveEnd(work, before.id, at);
  await record(work, {
    action: 'article.expirySet',
    subject: before.id,
    reason,
    data: {
      ...(before.expiresAt === null ? {} : { from: toTimestamp(before.expiresAt) }),
      until: toTimestamp(at),
      ...(isLive ? {} : { live: false }),
    },
  });
  return after;
}

/** Expires a story whose time has come; does nothing if another process was first or it was extended. */
export async function expireDue(work: Work, id: string): Promise<void> {
  const story = await loadStory(work.tx, id);
  const { publication, expiresAt } = story.row;
  if (publication !== 'live' || expiresAt === null || expiresAt > work.now) return;
  await end(work, story, expiresAt);
}

/** Removes the story from the public; its address answers 410 with the time. */
async function end(work: Work, story: OpenedStory, at: number, reason?: string): Promise<OpenedStory> {
  const { tx } = work;
  const { id, publishedVersion } = story.row;
  const { columns, eventData } = await removeSchedule(tx, story);
  const nothingElse = { headline: null, notice: null, substituteId: null };
  await removeLive(work, story.row, { state: 'expired', at, ...nothingElse });
  await saveReferences(tx, id, 'live');
  const after = await saveStory(work, story, { publication: 'expired', expiresAt: at, ...columns });
  await setCopiesAside(work, id, 'expired');
  await record(work, {
    action: 'article.expired',
    subject: id,
    fromVersion: publishedVersion!,
    ...(reason === undefined ? {} : { reason }),
    data: eventData,
  });
  return after;
}

function refusalOf(
  { publication, scheduledAt }: ArticleRow,
  at: number | undefined,
  now: number,
): string | undefined {
  if (at === undefined) return publication === 'live' ? undefined : 'at is required: the story is not live';
  if (at <= now) return 'at must lie in the future';
  if (scheduledAt === null || at > scheduledAt) return undefined;
  return `at must be later than ${toTimestamp(scheduledAt)}: the story is scheduled for then`;
}
