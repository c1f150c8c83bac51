import type { Actor, Database } from '../../../foundation/database/database.ts';
import { overLimits } from '../worker/image-worker.ts';
import { findFailedWith, retryRenditions } from '../renditions/rendition-store.ts';
import { unexplained } from './next-picture.ts';

const dayMs = 86_400_000;

/**
 * Gives pictures another try that may have failed for another reason than themselves: an error that nobody knew, or a
 * limit that they met while the machine was busy. Each once after a start, and once a day.
 */
export function createHealing({ database, actor }: { database: Database; actor: Actor }) {
  const triedAt = new Map<string, number>();

  /** Gives how many are tried again. */
  return async function heal(now: number): Promise<number> {
    const failed = await database.read((db) => findFailedWith(db, [unexplained, overLimits]));
    const due = failed.filter((id) => now - (triedAt.get(id) ?? -Infinity) >= dayMs);
    if (due.length === 0) return 0;
    await database.transact(actor, ({ tx }) => retryRenditions(tx, due));
    for (const id of due) triedAt.set(id, now);
    return due.length;
  };
}
