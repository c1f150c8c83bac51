import { sql } from 'drizzle-orm';
import { isSet, isUnset } from '../../foundation/database/prepared.ts';
import type { Waiting } from '../../foundation/due/work.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { media } from '../../library/tables/pictures.ts';
import { liveArticles } from '../articles/table.ts';

/** What waits to be taken from the public: alerts that run, stories that are breaking, pictures with a last day. */
export const waitingToEnd: Waiting[] = [
  { at: alerts.endsAt, where: sql`${alerts.state} = 'running'` },
  { at: liveArticles.breakingUntil, where: isSet(liveArticles.breaking) },
  { at: media.usableUntil, where: isUnset(media.rightsExpired) },
];

/** What waits to come before the public. */
export const waitingToStart: Waiting[] = [{ at: alerts.startsAt, where: sql`${alerts.state} = 'waiting'` }];
