import type { Lifetime } from '../../foundation/http/answer/lifetime.ts';

/**
 * How long others may keep public answers without asking, in seconds. Short, since a story may be taken back and nobody
 * can be made to forget it: a browser has it for fifteen seconds at most; a CDN is told by `Surrogate-Key`, and one that
 * is not, for forty.
 */
export const lifetimes = {
  /** Stories, lists of them, pictures and corrections: what may be killed. */
  news: { maxAge: 5, sharedMaxAge: 30, staleWhileRevalidate: 10 },
  /** The ticker: seconds count. */
  ticker: { maxAge: 2, sharedMaxAge: 5, staleWhileRevalidate: 2 },
  /** Agencies, bylines, sections and topics: what changes seldom. */
  library: { maxAge: 30, sharedMaxAge: 300, staleWhileRevalidate: 60 },
} satisfies Record<string, Lifetime>;
