import type { Database, Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { actors, type ActorRow } from './table.ts';

/** The actor of the seed and of due work. */
export const system = { id: 'actor_01g3d9z400e2qs2t3x2v0h0000' };

/** The actor of the import command. */
export const importer = { id: 'actor_01m8a1rgfwfvnv933n4v2rfn5v' };

/** Creates the system actor if it is missing. */
export async function ensureSystem(database: Database): Promise<void> {
  await database.transact(system, (work) =>
    ensureActor(work, { ...system, name: 'Dateline', kind: 'system' }),
  );
}

/** Creates the import actor if it is missing. */
export async function ensureImporter(database: Database): Promise<void> {
  await database.transact(system, (work) =>
    ensureActor(work, { ...importer, name: 'Import', kind: 'service' }),
  );
}

async function ensureActor(work: Work, actor: Pick<ActorRow, 'id' | 'name' | 'kind'>): Promise<void> {
  const added = await work.tx
    .insert(actors)
    .values({ ...actor, createdAt: work.now })
    .onConflictDoNothing()
    .returning({ id: actors.id });
  if (added.length > 0) await record(work, { action: 'actor.created', subject: actor.id });
}
