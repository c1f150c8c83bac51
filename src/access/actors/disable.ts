import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { refuseBuiltIn } from './find.ts';
import { refusedToServices } from '../persons-only.ts';
import { requireManagingKey } from '../store.ts';
import { actors, type ActorRow } from '../table.ts';

type Options = { reason?: string | undefined };

/**
 * Disables an actor: none of its keys works from the next request on. Disabling it again changes nothing. Throws
 * `conflict` when nobody else could issue keys then.
 */
export async function disableActor(work: Work, actor: ActorRow, { reason }: Options = {}): Promise<void> {
  refuseBuiltIn(actor);
  if (actor.disabledAt !== null) return;
  await requireManagingKey(work, work.now, (held) => held.actor.id === actor.id);
  await setDisabled(work, actor, work.now);
  await record(work, {
    action: 'actor.disabled',
    subject: actor.id,
    ...(reason !== undefined && { reason }),
  });
}

/**
 * Enables an actor again: its keys work as before, but for those that were revoked or have expired. Throws `conflict` for
 * a service, which would let in whoever left.
 */
export async function enableActor(work: Work, actor: ActorRow, { reason }: Options = {}): Promise<void> {
  if (work.actor.kind === 'service') throw refusedToServices('Only a person can enable an actor');
  if (actor.disabledAt === null) return;
  await setDisabled(work, actor, null);
  await record(work, {
    action: 'actor.enabled',
    subject: actor.id,
    ...(reason !== undefined && { reason }),
  });
}

async function setDisabled(
  { tx }: Work,
  { id, revision }: ActorRow,
  disabledAt: number | null,
): Promise<void> {
  await tx
    .update(actors)
    .set({ disabledAt, revision: revision + 1 })
    .where(eq(actors.id, id));
}
