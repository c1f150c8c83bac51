import { eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { alerts, type AlertRow } from '../tables/alerts.ts';

type Asked = PageAsked & { state?: AlertRow['state'][] | undefined };

const latestFirst = { columns: [alerts.startsAt, alerts.id], descending: true };

export async function findAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id));
  return row;
}

/** One page of alerts, the latest start first. */
export async function listAlerts(db: Db, { state, ...asked }: Asked): Promise<Page<AlertRow>> {
  return readPage(db, asked, {
    list: { sort: 'alert', filters: { state } },
    order: latestFirst,
    keyOf: ({ startsAt, id }) => [startsAt, id],
    where: state && inArray(alerts.state, state),
    select: () => db.select().from(alerts),
  });
}
