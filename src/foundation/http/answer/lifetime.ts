/**
 * How long others may keep an answer without asking again, in seconds: whoever reads it, what stands between and can be
 * told to forget it (a CDN), and how much longer either may show it while it asks.
 */
export type Lifetime = { maxAge: number; sharedMaxAge: number; staleWhileRevalidate: number };

/** Where a route chose no lifetime: kept, but asked for again at every use. */
const askAlways = 'public, max-age=0, must-revalidate';

/** The `Cache-Control` of an answer (RFC 9111, RFC 5861) that holds for `leftMs` more: nothing reaches past that. */
export function cacheControl(lifetime: Lifetime | undefined, leftMs: number): string {
  if (!lifetime) return askAlways;
  const left = Math.max(0, Math.floor(Math.min(leftMs / 1000, Number.MAX_SAFE_INTEGER)));
  const maxAge = Math.min(lifetime.maxAge, left);
  const sharedMaxAge = Math.min(lifetime.sharedMaxAge, left);
  const whileAsking = Math.min(lifetime.staleWhileRevalidate, left - Math.max(maxAge, sharedMaxAge));
  return `public, max-age=${maxAge}, s-maxage=${sharedMaxAge}, stale-while-revalidate=${whileAsking}`;
}

/** Whether an answer that holds for `leftMs` more may be kept for the whole of its lifetime. */
export function coversLifetime(lifetime: Lifetime | undefined, leftMs: number): boolean {
  if (!lifetime) return true;
  return (
    leftMs >= (Math.max(lifetime.maxAge, lifetime.sharedMaxAge) + lifetime.staleWhileRevalidate + 1) * 1000
  );
}
