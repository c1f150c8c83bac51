import type { Db } from '../../foundation/database/database.ts';
import { notFound, ruleUnmet } from '../../foundation/problem.ts';
import { findNamedStories } from '../../edition/articles/find.ts';
import type { AlertIn } from '../../library/alerts/schema.ts';
import { findAlert } from '../../library/alerts/store.ts';
import type { AlertRow } from '../../library/tables/alerts.ts';
import { presentAlert } from './present.ts';

/** Throws `rule-unmet` for an alert that is over already. */
export function refuseOver({ endsAt }: AlertIn, now: number): void {
  if (endsAt > now) return;
  throw ruleUnmet([{ pointer: '/endsAt', detail: 'endsAt must lie in the future' }]);
}

/** Whether a story is live, or the one that it was consolidated into. */
export async function isLive(db: Db, articleId: string): Promise<boolean> {
  const { headlines } = await findNamedStories(db, { ids: [articleId] });
  return headlines.has(articleId);
}

/** The alert with this id. Throws `not-found`. */
export async function getAlert(db: Db, id: string): Promise<AlertRow> {
  const row = await findAlert(db, id);
  if (!row) throw notFound('alert');
  return row;
}

/** One alert as the desk sees it. Throws `not-found`. */
export async function showAlert(db: Db, id: string) {
  const [shown] = await presentAlerts(db, [await getAlert(db, id)]);
  return shown!;
}

/** Alerts as the desk sees them; one query for their stories. */
export async function presentAlerts(db: Db, rows: AlertRow[]) {
  const ids = rows.flatMap(({ articleId }) => articleId ?? []);
  const { headlines } = await findNamedStories(db, { ids });
  return rows.map((row) => presentAlert(row, headlines));
}
