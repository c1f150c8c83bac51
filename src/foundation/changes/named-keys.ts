import type { Db } from '../database/database.ts';
import { listChanges } from './find.ts';

/** So many changes are read at once; after more, all that was made before counts as touched. */
const mostChanges = 1_000;
/** So many keys are remembered; then they are forgotten, and all that was made before counts as touched. */
const mostKeys = 50_000;

/**
 * Remembers which change named each key last. Numbers are those of the log; call `read` with the number of the newest
 * change in the same snapshot, and `forget` when the same number may stand for another change.
 */
export function rememberNamedKeys() {
  const last = new Map<string, number>();
  let known: number | undefined;
  let since = Infinity;

  function forget(): void {
    last.clear();
    known = undefined;
    since = Infinity;
  }

  return {
    forget,
    /** Reads what was named up to the newest change. */
    async read(db: Db, newest: number): Promise<void> {
      if (known === newest) return;
      const rows =
        known === undefined
          ? []
          : await listChanges(db, { after: { seq: known, at: 0 }, limit: mostChanges, filters: {} });
      // Without gaps: otherwise some were dropped, or are too many.
      const isWhole = known !== undefined && rows.length === newest - known;
      if (!isWhole || last.size > mostKeys) {
        forget();
        since = newest;
      } else for (const { seq, keys } of rows) for (const key of keys) last.set(key, seq);
      known = newest;
    },
    /** Whether none of these keys was named after the change with this number. */
    isUntouched(keys: readonly string[], number: number): boolean {
      return number >= since && keys.every((key) => (last.get(key) ?? 0) <= number);
    },
  };
}
