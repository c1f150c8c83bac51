/** How things stand in public: the beat of the pulse, and until when it holds if nobody writes (UTC milliseconds). */
export type PublicState = { revision: number; until: number };

/** Tells whether what was true in public still is. */
export type Freshness = {
  /** How things stand at this moment, when that is known without asking the database anything. */
  known(): PublicState | undefined;
  /** The same, asked of the database, once everything is done that has fallen due. */
  find(): Promise<PublicState>;
};
