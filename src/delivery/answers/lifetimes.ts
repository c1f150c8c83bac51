import type { Lifetime } from '../../foundation/http/answer/lifetime.ts';

/**
 * How long public responses may be cached, in seconds. Short, since a story may be taken back: a browser shows it for
 * fifteen seconds at most, a CDN that is not purged by `Surrogate-Key` for thirty. So late does what was scheduled
 * appear there, since lifetimes do not tell of it.
 */
export const lifetimes = {
  /** Stories, lists of them, pictures and corrections. */
  news: { maxAge: 5, sharedMaxAge: 20, staleWhileRevalidate: 10 },
  /** Alerts, which must appear within seconds. */
  ticker: { maxAge: 2, sharedMaxAge: 5, staleWhileRevalidate: 2 },
  /** Agencies, bylines, sections and topics, which change rarely. */
  library: { maxAge: 30, sharedMaxAge: 300, staleWhileRevalidate: 60 },
} satisfies Record<string, Lifetime>;
