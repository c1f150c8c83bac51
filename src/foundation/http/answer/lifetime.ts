/**
 * How long a response may be cached, in seconds: by browsers, by a CDN (which can be purged), and how much longer
 * either may serve it while it revalidates.
 */
export type Lifetime = { maxAge: number; sharedMaxAge: number; staleWhileRevalidate: number };

/** For routes without a lifetime: cached, but revalidated at every use. */
const askAlways = 'public, max-age=0, must-revalidate';

/**
 * The `Cache-Control` of a response (RFC 9111, RFC 5861); nothing in it exceeds `leftMs`, the time until the next public
 * end: it must not tell of what is scheduled.
 */
export function cacheControl(lifetime: Lifetime | undefined, leftMs: number): string {
  if (!lifetime) return askAlways;
  const left = Math.max(0, Math.floor(Math.min(leftMs / 1000, Number.MAX_SAFE_INTEGER)));
  const maxAge = Math.min(lifetime.maxAge, left);
  const sharedMaxAge = Math.min(lifetime.sharedMaxAge, left);
  const whileAsking = Math.min(lifetime.staleWhileRevalidate, left - Math.max(maxAge, sharedMaxAge));
  return `public, max-age=${maxAge}, s-maxage=${sharedMaxAge}, stale-while-revalidate=${whileAsking}`;
}

/** Whether the whole lifetime ends before the next public end, `leftMs` from now. */
export function coversLifetime(lifetime: Lifetime | undefined, leftMs: number): boolean {
  if (!lifetime) return true;
  return (
    leftMs >= (Math.max(lifetime.maxAge, lifetime.sharedMaxAge) + lifetime.staleWhileRevalidate + 1) * 1000
  );
}
