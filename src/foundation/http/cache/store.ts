import { LRUCache } from 'lru-cache';
import type { CachedResponse } from './cached-response.ts';

/** Roughly what an answer takes beside its bodies: its headers, and what holds them. */
const overheadBytes = 2048;

/** Answers by address, at most so many bytes of them together; the longest unused go first. One may be an eighth. */
export function openResponseStore(bytes: number) {
  const answers =
    bytes > 0
      ? new LRUCache<string, CachedResponse>({ maxSize: bytes, maxEntrySize: Math.floor(bytes / 8) })
      : undefined;

  /** Puts it there, or notes that it has grown; false where it is too large, or something newer stands there. */
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
    /** Notes that an answer has grown, unless another has taken its place. */
    weigh: (key: string, answer: CachedResponse) => {
      if (answers?.peek(key) === answer) keep(key, answer);
    },
    /** How many bytes there are now. */
    bytes: () => answers?.calculatedSize ?? 0,
  };
}

function sizeOf(key: string, { body, compressed }: CachedResponse): number {
  const forms = [...compressed.values()].map((form) => (form instanceof Promise ? 0 : form.body.length));
  return overheadBytes + 2 * key.length + body.length + forms.reduce((sum, size) => sum + size, 0);
}

/**
 * One spelling of an address for all orders of its parameters. Nothing is decoded: two addresses that anybody could read
 * differently stay two.
 */
export function keyOf(target: string): string {
  const start = target.indexOf('?') + 1;
  if (start === 0 || !target.includes('&', start) || target.includes('#')) return target;
  return target.slice(0, start) + target.slice(start).split('&').sort().join('&');
}
