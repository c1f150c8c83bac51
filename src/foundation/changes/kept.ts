import type { Db } from '../database/database.ts';
import { dialectOf, type Snapshot } from '../database/dialect.ts';
import { findPublicRevision, type PublicRevision } from './revision.ts';

/** Rows by id; undefined where there was none. */
type Rows<Row> = Map<string, Row | undefined>;

/** How many rows of a kind a connection keeps before it begins anew. */
const mostRows = 500;

/**
 * Finds by id what readers see, and keeps it until anything public changes. Only for what does not change without the public
 * revision. Who writes, and so may see half a change, gets it fresh.
 */
export function keptUntilChange<Row>(
  load: (db: Db, ids: string[]) => Promise<Map<string, Row>>,
): (db: Db, ids: Iterable<string>) => Promise<Map<string, Row>> {
  const keptOn = new WeakMap<Db, Snapshot & PublicRevision & { rows: Rows<Row> }>();

  /** What was found at the public revision of this snapshot. */
  async function rowsAt(db: Db, { epoch }: Snapshot): Promise<Rows<Row>> {
    const { number, changedAt } = await findPublicRevision(db);
    const kept = keptOn.get(db);
    const isSame = kept?.number === number && kept.changedAt === changedAt && kept.epoch === epoch;
    if (isSame && kept.rows.size < mostRows) return kept.rows;
    const rows: Rows<Row> = new Map();
    keptOn.set(db, { number, changedAt, epoch, rows });
    return rows;
  }

  return async function find(db, ids) {
    const wanted = [...new Set(ids)];
    const snapshot = dialectOf(db).snapshot?.();
    if (wanted.length === 0 || !snapshot) return load(db, wanted);
    const known = await rowsAt(db, snapshot);
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
