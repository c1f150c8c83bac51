import { isUsable } from '../../access/caller.ts';
import type { KeyWithActor } from '../../access/store.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { KeyOut } from './schema.ts';

/** A key without its secret. */
export function presentKey({ key, actor }: KeyWithActor, now: number): KeyOut {
  return omitAbsent({
    id: key.id,
    name: key.name,
    role: key.role,
    actor: presentKeyActor(actor),
    state: stateOf(key, now),
    createdAt: toTimestamp(key.createdAt),
    createdBy: key.createdBy,
    expiresAt: timeOf(key.expiresAt),
    revokedAt: timeOf(key.revokedAt),
    lastUsedAt: timeOf(key.lastUsedAt),
    etag: etagOfRevision(key.revision),
  });
}

export function presentKeyActor({ id, name, kind }: KeyWithActor['actor']) {
  return { id, name, kind };
}

function stateOf(key: KeyWithActor['key'], now: number): KeyOut['state'] {
  if (key.revokedAt !== null) return 'revoked';
  return isUsable(key, now) ? 'active' : 'expired';
}

export function timeOf(at: number | null): string | undefined {
  return at === null ? undefined : toTimestamp(at);
}
