import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/**
 * Remembers which `Authorization` headers were valid: only requests with these wait among editors, so that strangers
 * cannot fill that line. Whether a key is valid is decided by the guard alone, at every request.
 */
export function rememberKeys() {
  const known = new LRUCache<string, true>({ max: 1_000 });
  return {
    add: (authorization: string) => void known.set(digestOf(authorization), true),
    has: (authorization: string) => known.get(digestOf(authorization)) === true,
  };
}

function digestOf(authorization: string): string {
  return hash('sha256', authorization, 'base64');
}
