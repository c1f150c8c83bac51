import { LRUCache } from 'lru-cache';
import { withoutTracking } from '../request/address.ts';
import type { CachedResponse } from './cached-response.ts';

/** About what a response takes beside its bodies: headers and objects. */
const overheadBytes = 2048;

/** Cached responses by URL, up to `bytes` in all; the least recently used go first. One response may take an eighth. */
export function openResponseStore(bytes: number) {
  const answers =
    bytes > 0
      ? new LRUCache<string, CachedResponse>({ maxSize: bytes, maxEntrySize: Math.floor(bytes / 8) })
      : undefined;

  /** Stores a response or updates its size; false when it is too large or a newer one is stored. */
  function keep(key: string, answer: CachedResponse): boolean {
    const there = answers?.peek(key);
    if (there && there.revision > answer.revision) return false;
    answers?.set(key, answer, { size: sizeOf(key, answer) });
    return answers?.peek(key) === answer;
  }

  return {
    isOpen: answers !== undefined,
    find: (key: string) => answers?.get(key),
    keep,
    /** Updates the size of a response that got a compressed form, if it is still stored. */
    weigh: (key: string, answer: CachedResponse) => {
      if (answers?.peek(key) === answer) keep(key, answer);
    },
    /** How many responses are stored. */
    count: () => answers?.size ?? 0,
    /** How many bytes are stored. */
    bytes: () => answers?.calculatedSize ?? 0,
  };
}

function sizeOf(key: string, { body, compressed }: CachedResponse): number {
  const forms = [...compressed.values()].map((form) => (form instanceof Promise ? 0 : form.body.length));
  return overheadBytes + 2 * key.length + body.length + forms.reduce((sum, size) => sum + size, 0);
}

/**
 * The cache key of a URL: its parameters sorted, without those that are ignored. Nothing is decoded, so URLs that could mean different things stay
 * different.
 */
export function keyOf(sent: string): string {
  const target = withoutTracking(sent);
  const start = target.indexOf('?') + 1;
  if (start === 0 || !target.includes('&', start) || target.includes('#')) return target;
  return target.slice(0, start) + target.slice(start).split('&').sort().join('&');
}
