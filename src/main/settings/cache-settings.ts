import { z } from 'zod';

/** 32 MiB: some thousand stories, or a few hundred lists. */
export const defaultCacheBytes = 32 * 1024 * 1024;

/** The settings of what is kept of answers, here and by a CDN. */
export const cacheSettings = {
  CACHE_BYTES: z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number of bytes')
    .transform(Number)
    .default(defaultCacheBytes)
    .describe('The size of the cache of public answers in bytes; `0` turns it off.'),
  CACHE_TAG: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      '`on` sends the keys of `Surrogate-Key` as `Cache-Tag` too, separated by commas, as Cloudflare and Akamai want them.',
    ),
};
