import type { Db } from '../../foundation/database/database.ts';
import type { AlertRow } from '../tables/alerts.ts';

/** Whether a story is live: the edition's knowledge, handed in. */
export type IsLive = (db: Db, articleId: string) => Promise<boolean>;

type Span = { startsAt: number; endsAt: number };

/** Where an alert stands at a moment: it runs from its start up to, and not including, its end. */
export function stateAt({ startsAt, endsAt }: Span, now: number): AlertRow['state'] {
  if (now >= endsAt) return 'over';
  return now >= startsAt ? 'running' : 'waiting';
}

/** Whether the public sees the line now. */
export async function isShown(
  db: Db,
  { state, articleId }: Pick<AlertRow, 'state' | 'articleId'>,
  isLive: IsLive,
): Promise<boolean> {
  return state === 'running' && (articleId === null || (await isLive(db, articleId)));
}
