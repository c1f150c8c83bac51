import type { Db } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { publicRevision } from './table.ts';

/** `number` counts public changes of all processes; `changedAt` is the time of the last one (UTC milliseconds). */
export type PublicRevision = { number: number; changedAt: number };

export async function findPublicRevision(db: Db): Promise<PublicRevision> {
  const [row] = await now(db, {});
  return row!;
}

const now = prepared((db) =>
  db.select({ number: publicRevision.number, changedAt: publicRevision.changedAt }).from(publicRevision),
);
