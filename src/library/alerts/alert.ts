import type { Db } from '../../foundation/database/database.ts';
import type { PublicChange } from '../../foundation/changes/record.ts';
import type { AlertRow } from '../tables/alerts.ts';

/** Tells whether a story is live. Passed in, since the library may not import the edition. */
export type IsLive = (db: Db, articleId: string) => Promise<boolean>;

type Span = { startsAt: number; endsAt: number };

/** The state of an alert at a time: it runs from `startsAt` up to, but not including, `endsAt`. */
export function stateAt({ startsAt, endsAt }: Span, now: number): AlertRow['state'] {
  if (now >= endsAt) return 'over';
  return now >= startsAt ? 'running' : 'waiting';
}

/** Whether the alert is public now. */
export async function isShown(
  db: Db,
  { state, articleId }: Pick<AlertRow, 'state' | 'articleId'>,
  isLive: IsLive,
): Promise<boolean> {
  return state === 'running' && (articleId === null || (await isLive(db, articleId)));
}

/** The public change of an alert that is shown, or was. */
export function alertChange(id: string, state?: 'deleted' | 'expired' | 'hidden'): PublicChange {
  const told = state === undefined ? { action: 'upserted' as const } : { action: 'removed' as const, state };
  return { kind: 'alert', id, material: true, ...told, lists: ['alerts'] };
}
