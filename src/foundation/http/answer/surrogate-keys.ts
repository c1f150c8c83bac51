import type { App } from '../request/app.ts';
import { isPublicRead } from './conditional.ts';

/** The key of responses with too many ids; every public change purges it. */
export const manyIds = 'many';

/** The key of every response: for what may show in any of them. */
export const everything = 'all';

/** The most bytes of keys in a response: proxies take 4 kB of headers in all. */
const mostBytes = 1200;

/** The key of what an id names: its last eight characters, which are random. Two with the same are purged together. */
export function surrogateKeyOf(id: string): string {
  return id.slice(-8);
}

/**
 * Adds Surrogate-Key to every cacheable public response: a key for each id in it, and its kind of list, so that a CDN can
 * be purged exactly.
 */
export function addSurrogateKeys(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { lifetime, surrogateKey } = request.routeOptions.config;
    const isCacheable = lifetime && isPublicRead(request) && reply.statusCode === 200;
    if (isCacheable && typeof payload === 'string' && !reply.hasHeader('surrogate-key'))
      reply.header('surrogate-key', surrogateKeysOf(payload, surrogateKey));
    done(null, payload);
  });
}

/** The keys of a response body, separated by spaces: `all`, `list`, then one for every id in it. */
export function surrogateKeysOf(text: string, list?: string): string {
  const always = list === undefined ? everything : `${everything} ${list}`;
  const names = [always, ...keysIn(text)].join(' ');
  return names.length <= mostBytes ? names : `${always} ${manyIds}`;
}

const idLength = 26;

/** Without a regular expression over the whole text, which takes three times as long; this runs for every list. */
function keysIn(text: string): Set<string> {
  const keys = new Set<string>();
  for (let at = text.indexOf('_0'); at >= 0; at = text.indexOf('_0', at + 1)) {
    let start = at;
    while (isLetter(text.charCodeAt(start - 1))) start -= 1;
    const id = text.slice(start, at + 1 + idLength);
    if (/^[a-z]+_0[0-9a-z]{25}$/.test(id)) keys.add(surrogateKeyOf(id));
  }
  return keys;
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
