import type { LaneLimits } from './lanes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The class of the route's requests, or a function that tells it from the query string. Without it: `uploads` for
     * multipart, `public` for public routes, `desk` for all others.
     */
    load?: LoadClass | ((query: string) => LoadClass);
  }
}

/** Requests of one class wait for each other, and share time with the other classes. */
export type LoadClass = 'health' | Lane;

/** The classes with limits. */
export type Lane = keyof typeof laneLimits;

/**
 * The limits of each class; `health` has none. Shares count when several classes have work: an idle class leaves its
 * time to the others. Of equal claims the first in this list goes first.
 */
export const laneLimits = {
  /** Editors: requests with a key that was valid before. */
  desk: { atOnce: 64, waiting: 200, longestWaitMs: 5_000, share: 8 },
  /** Requests to the desk with no key, or one that this process has not seen valid yet; a wrong one is answered quickly. */
  strangers: { atOnce: 128, waiting: 200, longestWaitMs: 2_000, share: 1 },
  public: { atOnce: 64, waiting: 200, longestWaitMs: 300, share: 4 },
  /** Public reads that take much longer than others: searches, whole lists, feeds, sitemaps. */
  heavy: { atOnce: 8, waiting: 64, longestWaitMs: 400, share: 2 },
  /**
   * Those who wait for changes, and streams until they end: most of the time there is nothing to do for them. After a start
   * all come at once, and a browser that is refused a stream does not come again by itself. With those who wait they hold
   * little more than half of all connections.
   */
  followers: { atOnce: 1_000, waiting: 200, longestWaitMs: 10_000, share: 1 },
  /** Files of pictures: they wait for the disk, the bucket or the image worker. */
  files: { atOnce: 128, waiting: 100, longestWaitMs: 1_000, share: 2 },
  /** They last as long as the client's line is slow. */
  uploads: { atOnce: 128, waiting: 50, longestWaitMs: 5_000, share: 2 },
  /** Each holds a document of up to 10 MB in memory. */
  imports: { atOnce: 2, waiting: 8, longestWaitMs: 10_000, share: 1 },
} satisfies Record<string, LaneLimits>;
