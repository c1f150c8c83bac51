import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { alerts } from '../../library/alerts/table.ts';
import { media } from '../../library/media/table.ts';
import { liveArticles } from '../articles/table.ts';

/** When time will next take something from the public, in UTC milliseconds; `Infinity` when nothing waits for a time. */
export async function findNextEnd(db: Db): Promise<number> {
  return earliest([
    ...(await alertToEnd(db, {})),
    ...(await breakingToEnd(db, {})),
    ...(await rightsToExpire(db, {})),
  ]);
}

/** When time will next bring something before the public; as `findNextEnd`. */
export async function findNextStart(db: Db): Promise<number> {
  return earliest(await alertToStart(db, {}));
}

function earliest(rows: { at: number | null }[]): number {
  return Math.min(...rows.map(({ at }) => at ?? Infinity));
}

const alertToStart = prepared((db) =>
  db
    .select({ at: alerts.startsAt })
    .from(alerts)
    .where(eq(alerts.state, 'waiting'))
    .orderBy(asc(alerts.startsAt))
    .limit(1),
);

const alertToEnd = prepared((db) =>
  db
    .select({ at: alerts.endsAt })
    .from(alerts)
    .where(eq(alerts.state, 'running'))
    .orderBy(asc(alerts.endsAt))
    .limit(1),
);

const breakingToEnd = prepared((db) =>
  db
    .select({ at: liveArticles.breakingUntil })
    .from(liveArticles)
    .where(and(eq(liveArticles.breaking, true), isNotNull(liveArticles.breakingUntil)))
    .orderBy(asc(liveArticles.breakingUntil))
    .limit(1),
);

const rightsToExpire = prepared((db) =>
  db
    .select({ at: media.usableUntil })
    .from(media)
    .where(and(eq(media.rightsExpired, false), isNotNull(media.usableUntil)))
    .orderBy(asc(media.usableUntil))
    .limit(1),
);
