import { sql } from 'drizzle-orm';
import { isSet, isUnset } from '../../foundation/database/prepared.ts';
import type { Waiting } from '../../foundation/due/work.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { media } from '../../library/tables/pictures.ts';
import { announcesNothingHidden } from '../alerts/shown.ts';
import { liveArticles } from '../articles/table.ts';
import { isShownMedia } from '../media/public.ts';

const alertsEnd = { at: alerts.endsAt, where: sql`${alerts.state} = 'running'` };
const breakingEnds = { at: liveArticles.breakingUntil, where: isSet(liveArticles.breaking) };
const rightsEnd = { at: media.usableUntil, where: isUnset(media.rightsExpired) };

/** Rows that end at a time: running alerts, breaking stories, pictures with an end of rights. */
export const waitingToEnd: Waiting[] = [alertsEnd, breakingEnds, rightsEnd];

/** Those that readers see. The others must not show in any answer: they tell what the desk has. */
export const publicEnds: Waiting[] = [
  { ...alertsEnd, where: sql`${alertsEnd.where} AND ${announcesNothingHidden}` },
  breakingEnds,
  { ...rightsEnd, where: sql`${rightsEnd.where} AND ${isShownMedia}` },
];

/** Rows that start at a time: waiting alerts. */
export const waitingToStart: Waiting[] = [{ at: alerts.startsAt, where: sql`${alerts.state} = 'waiting'` }];
