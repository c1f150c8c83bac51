import type { Db } from '../database/database.ts';
import { dialectOf, type Snapshot } from '../database/dialect.ts';
import { prepared } from '../database/prepared.ts';
import { publicRevision } from './table.ts';

/** `number` counts public changes of all processes; `changedAt` is the time of the last one (UTC milliseconds). */
export type PublicRevision = { number: number; changedAt: number };

const seenIn = new WeakMap<Snapshot, Promise<PublicRevision>>();

/** In one snapshot it is the same, and read once. */
export function findPublicRevision(db: Db): Promise<PublicRevision> {
  const snapshot = dialectOf(db).snapshot?.();
  if (!snapshot) return ask(db);
  let seen = seenIn.get(snapshot);
  if (!seen) seenIn.set(snapshot, (seen = ask(db)));
  return seen;
}

async function ask(db: Db): Promise<PublicRevision> {
  const [row] = await now(db, {});
  return row!;
}

const now = prepared((db) =>
  db.select({ number: publicRevision.number, changedAt: publicRevision.changedAt }).from(publicRevision),
);
