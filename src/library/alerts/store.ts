import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder } from '../../foundation/page/keyset.ts';
import { pageOf, type Page } from '../../foundation/page/page.ts';
import { alerts, type AlertRow } from '../tables/alerts.ts';

type Asked = { limit: number; cursor?: string | undefined; state?: AlertRow['state'][] | undefined };

const latestFirst = { columns: [alerts.startsAt, alerts.id], descending: true };

export async function findAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id));
  return row;
}

/** One page of alerts, the latest start first. */
export async function listAlerts(db: Db, { limit, cursor, state }: Asked): Promise<Page<AlertRow>> {
  const list = { sort: 'alert', filters: { state } };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, latestFirst.columns);
  const rows = await db
    .select()
    .from(alerts)
    .where(and(state && inArray(alerts.state, state), after(latestFirst, key)))
    .orderBy(...inOrder(latestFirst))
    .limit(limit + 1);
  return pageOf(rows, limit, list, ({ startsAt, id }) => [startsAt, id]);
}
