import type { Db } from '../database/database.ts';
import { dialectOf, type Snapshot } from '../database/dialect.ts';
import { findPublicRevision, type PublicRevision } from './revision.ts';

type Loader<Row> = (db: Db, ids: string[]) => Promise<Map<string, Row>>;
/** What each loader found by id; undefined where there was nothing. */
type Found = Map<Loader<unknown>, Map<string, unknown>>;
type Kept = Snapshot & PublicRevision & { found: Found };

/** How many rows a connection keeps before it begins anew. */
const mostRows = 2_000;

/** Of each connection that reads, what was found at the public revision that it read last. */
const keptOn = new WeakMap<Db, Kept>();

/**
 * Finds by id what readers see, and keeps it until anything public changes. Only for what does not change without the public
 * revision. Who writes, and so may see half a change, gets it fresh.
 */
export function keptUntilChange<Row>(
  load: Loader<Row>,
): (db: Db, ids: Iterable<string>) => Promise<Map<string, Row>> {
  return async function find(db, ids) {
    const wanted = [...new Set(ids)];
    const snapshot = dialectOf(db).snapshot?.();
    if (wanted.length === 0 || !snapshot) return load(db, wanted);
    const found = await foundAt(db, snapshot);
    let known = found.get(load) as Map<string, Row | undefined> | undefined;
    if (!known) found.set(load, (known = new Map<string, Row | undefined>()));
    const missing = wanted.filter((id) => !known.has(id));
    if (missing.length > 0) {
      const loaded = await load(db, missing);
      for (const id of missing) known.set(id, loaded.get(id));
    }
    const rows = new Map<string, Row>();
    for (const id of wanted) {
      const row = known.get(id);
      if (row !== undefined) rows.set(id, row);
    }
    return rows;
  };
}

/** What was found at the public revision of this snapshot. */
async function foundAt(db: Db, { epoch }: Snapshot): Promise<Found> {
  const { number, changedAt } = await findPublicRevision(db);
  const kept = keptOn.get(db);
  const isSame = kept?.number === number && kept.changedAt === changedAt && kept.epoch === epoch;
  if (isSame && countOf(kept.found) < mostRows) return kept.found;
  const found: Found = new Map();
  keptOn.set(db, { number, changedAt, epoch, found });
  return found;
}

function countOf(found: Found): number {
  return found.values().reduce((sum, { size }) => sum + size, 0);
}
