import { eq } from 'drizzle-orm';
import type { Actor, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { conflict } from '../../foundation/problem.ts';
import { refuseBuiltIn } from './find.ts';
import { refusedToServices } from '../persons-only.ts';
import { actors, type ActorRow } from '../table.ts';

/** What may change of an actor. */
export type ActorPatch = { name?: string | undefined; kind?: 'person' | 'service' | undefined };

/**
 * Renames an actor, or says that it is a person or a service. A patch without changes records nothing. Throws `conflict`
 * when the kind is changed by a service or by the actor itself: only people approve, so they decide who is one.
 */
export async function patchActor(
  work: Work,
  actor: ActorRow,
  { name = actor.name, kind = actor.kind as 'person' | 'service' }: ActorPatch,
): Promise<void> {
  refuseBuiltIn(actor);
  const before = {
    ...(name !== actor.name && { name: actor.name }),
    ...(kind !== actor.kind && { kind: actor.kind }),
  };
  const fields = Object.keys(before);
  if (fields.length === 0) return;
  if (kind !== actor.kind) refuseOtherKind(work.actor, actor);
  await work.tx
    .update(actors)
    .set({ name, kind, revision: actor.revision + 1 })
    .where(eq(actors.id, actor.id));
  await record(work, { action: 'actor.changed', subject: actor.id, data: { fields, before } });
}

function refuseOtherKind(by: Actor, { id }: ActorRow): void {
  if (by.kind === 'service') throw refusedToServices('Only a person can say who is a person or a service');
  if (by.id === id) throw conflict('Nobody changes whether they are a person themselves: ask another admin.');
}
