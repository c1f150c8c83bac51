import { sql } from 'drizzle-orm';
import { isSet, isUnset } from '../../foundation/database/prepared.ts';
import type { Waiting } from '../../foundation/due/work.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { media } from '../../library/tables/pictures.ts';
import { liveArticles } from '../articles/table.ts';

/** Rows that end at a time: running alerts, breaking stories, pictures with an end of rights. */
export const waitingToEnd: Waiting[] = [
  { at: alerts.endsAt, where: sql`${alerts.state} = 'running'` },
  { at: liveArticles.breakingUntil, where: isSet(liveArticles.breaking) },
  { at: media.usableUntil, where: isUnset(media.rightsExpired) },
];

/** Rows that start at a time: waiting alerts. */
export const waitingToStart: Waiting[] = [{ at: alerts.startsAt, where: sql`${alerts.state} = 'waiting'` }];
