/**
 * The public revision, and until when it holds if nobody writes (UTC milliseconds). `endsAt` is the first public end:
 * only this may show in an answer, since `until` tells of what the desk has scheduled.
 */
export type PublicSnapshot = { revision: number; until: number; endsAt: number };

/** Tells whether cached responses are still fresh. */
export type Freshness = {
  /** The state now, if it is known without a query. */
  known(): PublicSnapshot | undefined;
  /** The state, read from the database after all due work is done. */
  find(): Promise<PublicSnapshot>;
  /** Whether no change that is known has named one of these keys since a revision. */
  isUntouched(keys: readonly string[], revision: number): boolean;
};
