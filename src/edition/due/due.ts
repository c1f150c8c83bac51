import { and, eq, inArray, lte } from 'drizzle-orm';
import { asFlag } from '../../foundation/database/columns.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { askNext } from '../../foundation/due/next.ts';
import type { DueItem, DueWork, Waiting } from '../../foundation/due/work.ts';
import { record } from '../../foundation/events/record.ts';
import { recordChanges, type PublicChange } from '../../foundation/changes/record.ts';
import { compact } from '../../foundation/compact.ts';
import { alertChange } from '../../library/alerts/alert.ts';
import { pictureChange } from '../../library/pictures/rows/public-change.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { media } from '../../library/tables/pictures.ts';
import { announcesNothingHidden } from '../alerts/shown.ts';
import { liveArticles } from '../articles/table.ts';
import { isShownMedia } from '../media/public.ts';
import { indexStoriesShowing } from '../search/index-stories.ts';
import { storyFacts, storyUpserted } from '../publication/story-change.ts';
import { publicEnds, waitingToEnd, waitingToStart } from './waiting.ts';

/**
 * Due work that removes: alerts end, stories stop being breaking, rights of pictures expire. All in one transaction.
 */
export const endsInEdition: DueWork = {
  name: 'ends',
  waiting: waitingToEnd,
  publicEnds,
  findDue: fallenDue(waitingToEnd),
  finish: async (work) =>
    tell(work, [...(await endAlerts(work)), ...(await endBreaking(work)), ...(await withholdMedia(work))]),
};

/** Due work that publishes: alerts start, and end if that was missed. All in one transaction. */
export const startsInEdition: DueWork = {
  name: 'starts',
  waiting: waitingToStart,
  findDue: fallenDue(waitingToStart),
  finish: async (work) => tell(work, [...(await startAlerts(work)), ...(await endAlerts(work))]),
};

/** A read first, so that nothing is written when nothing is due. */
function fallenDue(waiting: Waiting[]) {
  const findNext = askNext(waiting);
  return async function findDue(db: Db, now: number): Promise<DueItem[]> {
    const at = await findNext(db);
    return at <= now ? [{ subject: 'edition', at }] : [];
  };
}

type Moved = { action: string; subject: string; change?: PublicChange | undefined };

/** Records an event for each change, and what readers see of it; gives how many there were. */
async function tell(work: Work, moved: Moved[]): Promise<number> {
  // An update gives its rows in no order.
  const inOrder = moved.toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  for (const { action, subject } of inOrder) await record(work, { action, subject });
  await recordChanges(work, ...compact(inOrder.map(({ change }) => change)));
  return moved.length;
}

async function startAlerts({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(alerts)
    .set({ state: 'running' })
    .where(alertStarts(now))
    .returning({ subject: alerts.id, isPublic: asFlag(announcesNothingHidden) });
  return rows.map(({ subject, isPublic }) => ({
    action: 'alert.started',
    subject,
    change: isPublic === 1 ? alertChange(subject) : undefined,
  }));
}

async function endAlerts({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(alerts)
    .set({ state: 'over' })
    .where(alertEnds(now))
    .returning({ subject: alerts.id, isPublic: asFlag(announcesNothingHidden) });
  return rows.map(({ subject, isPublic }) => ({
    action: 'alert.ended',
    subject,
    change: isPublic === 1 ? alertChange(subject, 'expired') : undefined,
  }));
}

async function endBreaking({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(liveArticles)
    .set({ breaking: false, changedAt: now })
    .where(breakingEnds(now))
    .returning(storyFacts);
  return rows.map((row) => ({
    action: 'article.breakingEnded',
    subject: row.id,
    change: storyUpserted(row, { material: false, lists: ['articles', 'search'] }),
  }));
}

async function withholdMedia({ tx, now }: Work): Promise<Moved[]> {
  const due = await tx
    .select({ id: media.id, takenDown: media.takenDown, isPublic: asFlag(isShownMedia) })
    .from(media)
    .where(rightsExpire(now));
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  await tx.update(media).set({ rightsExpired: true, updatedAt: now }).where(inArray(media.id, ids));
  await indexStoriesShowing(tx, ids);
  return due.map(({ id: subject, takenDown, isPublic }) => ({
    action: 'media.rightsExpired',
    subject,
    change:
      isPublic === 1 && takenDown === null
        ? pictureChange(subject, { wasShown: true, isShown: false, state: 'rightsEnded' })
        : undefined,
  }));
}

function alertStarts(now: number) {
  return and(eq(alerts.state, 'waiting'), lte(alerts.startsAt, now));
}

function alertEnds(now: number) {
  return and(eq(alerts.state, 'running'), lte(alerts.endsAt, now));
}

function breakingEnds(now: number) {
  return and(eq(liveArticles.breaking, true), lte(liveArticles.breakingUntil, now));
}

function rightsExpire(now: number) {
  return and(eq(media.rightsExpired, false), lte(media.usableUntil, now));
}
