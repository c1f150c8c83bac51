import type { Database, Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { actors } from './table.ts';

/** Who acts when nobody asked: the seed, and whatever falls due. */
export const system = { id: 'actor_01g3d9z400e2qs2t3x2v0h0000' };

/** Makes sure that the system is there to be named. */
export async function ensureSystem(database: Database): Promise<void> {
  await database.transact(system, addSystem);
}

async function addSystem(work: Work): Promise<void> {
  const added = await work.tx
    .insert(actors)
    .values({ id: system.id, name: 'Dateline', kind: 'system', createdAt: work.now })
    .onConflictDoNothing()
    .returning({ id: actors.id });
  if (added.length > 0) await record(work, { action: 'actor.created', subject: system.id });
}
