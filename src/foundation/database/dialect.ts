import type { Db } from './database.ts';
import type { FullTextEngine } from './full-text-engine.ts';
import type { EngineStatement } from './statement.ts';

/** What each engine does in its own way. */
export type Dialect = {
  fullText: FullTextEngine;
  /** Whether a UNION with an order is read whole and sorted, instead of merged row by row. */
  sortsUnions: boolean;
  /** What Drizzle prepared, as the engine runs it. */
  statementOf: (prepared: unknown) => EngineStatement;
  /** Asked before each prepared statement: where others have waited for long, a promise to wait for. */
  turn?: () => Promise<void> | undefined;
  /** The snapshot that is being read; absent for builders that also write. */
  snapshot?: () => Snapshot;
};

/** A snapshot that was taken: an object of its own, so that it can be a key. `epoch` is that of the database just before. */
export type Snapshot = { epoch: number };

const dialects = new WeakMap<Db, Dialect>();

/** Says how the engine behind these builders does it. */
export function setDialect<Builders extends Db>(builders: Builders, dialect: Dialect): Builders {
  dialects.set(builders, dialect);
  return builders;
}

/** How the engine behind these builders does it. */
export function dialectOf(builders: Db): Dialect {
  return dialects.get(builders)!;
}
