import { and, eq, inArray, lte } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import type { DueWork } from '../../foundation/due/work.ts';
import { record } from '../../foundation/events/record.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import { alerts } from '../../library/alerts/table.ts';
import { media } from '../../library/media/table.ts';
import { liveArticles } from '../articles/table.ts';
import { findNextDue } from './next.ts';

/** What time alone changes in the edition and in what it shows: all of it in one piece. */
export const dueInEdition: DueWork = {
  name: 'edition',
  findNext: findNextDue,
  findDue: async (db, now) =>
    (await isAnythingDue(db, now)) ? [{ subject: 'edition', at: await findNextDue(db) }] : [],
  finish: doDueWork,
};

/**
 * Does what has fallen due in public: alerts start and end, breaking stories stop breaking, pictures whose rights have
 * run out go. Readers never ask the clock; this writes what the clock says. Gives how many things it moved.
 */
export async function doDueWork(work: Work): Promise<number> {
  const moved = [
    ...(await startAlerts(work)),
    ...(await endAlerts(work)),
    ...(await endBreaking(work)),
    ...(await withholdMedia(work)),
  ];
  for (const { action, subject } of moved) await record(work, { action, subject });
  if (moved.length > 0) await movePulse(work);
  return moved.length;
}

/** Whether `doDueWork` would move anything at `now` (UTC milliseconds): a read, so that a quiet second costs no write. */
export async function isAnythingDue(db: Db, now: number): Promise<boolean> {
  const due = [
    await db.select({ id: alerts.id }).from(alerts).where(alertStarts(now)).limit(1),
    await db.select({ id: alerts.id }).from(alerts).where(alertEnds(now)).limit(1),
    await db.select({ id: liveArticles.id }).from(liveArticles).where(breakingEnds(now)).limit(1),
    await db.select({ id: media.id }).from(media).where(rightsExpire(now)).limit(1),
  ];
  return due.some((rows) => rows.length > 0);
}

type Moved = { action: string; subject: string };

async function startAlerts({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(alerts)
    .set({ state: 'running' })
    .where(alertStarts(now))
    .returning({ subject: alerts.id });
  return rows.map(({ subject }) => ({ action: 'alert.started', subject }));
}

async function endAlerts({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(alerts)
    .set({ state: 'over' })
    .where(alertEnds(now))
    .returning({ subject: alerts.id });
  return rows.map(({ subject }) => ({ action: 'alert.ended', subject }));
}

async function endBreaking({ tx, now }: Work): Promise<Moved[]> {
  const rows = await tx
    .update(liveArticles)
    .set({ breaking: false, changedAt: now })
    .where(breakingEnds(now))
    .returning({ subject: liveArticles.id });
  return rows.map(({ subject }) => ({ action: 'article.breakingEnded', subject }));
}

async function withholdMedia({ tx, now }: Work): Promise<Moved[]> {
  const due = await tx.select({ id: media.id }).from(media).where(rightsExpire(now));
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  await tx.update(media).set({ rightsExpired: true, updatedAt: now }).where(inArray(media.id, ids));
  return ids.map((subject) => ({ action: 'media.rightsExpired', subject }));
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
