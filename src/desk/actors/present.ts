import { endOf } from '../../access/key-state.ts';
import { findKeysOf } from '../../access/store.ts';
import type { ActorRow } from '../../access/table.ts';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { DeskActor } from './schema.ts';

/** Actors with the number of their keys that work; one query for the keys of all. */
export async function presentActors(db: Db, rows: ActorRow[], now: number): Promise<DeskActor[]> {
  const keys = await findKeysOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, name, kind, createdAt, disabledAt, revision }) =>
    omitAbsent({
      id,
      name,
      kind,
      state: disabledAt === null ? ('active' as const) : ('disabled' as const),
      createdAt: toTimestamp(createdAt),
      disabledAt: toTimestampIfSet(disabledAt),
      activeKeys: keys.filter((held) => held.actor.id === id && endOf(held, now) === undefined).length,
      etag: etagOfRevision(revision),
    }),
  );
}
