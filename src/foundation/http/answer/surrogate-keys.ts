import type { FastifyReply } from 'fastify';
import type { App } from '../request/app.ts';
import { isPublicRead } from './conditional.ts';

/** The key of responses with too many ids; every public change purges it. */
export const manyIds = 'many';

/** The key of every response: for what may show in any of them. */
export const everything = 'all';

/** The most bytes of keys in a response: proxies take 4 kB of headers in all, with keys twice, and CDNs 128 tags. */
const mostBytes = 1150;

/** The key of what an id names: its last eight characters, which are random. Two with the same are purged together. */
export function surrogateKeyOf(id: string): string {
  return id.slice(-8);
}

/**
 * Adds Surrogate-Key to every cacheable public response: a key for each id in it, and its kind of list, so that a CDN can
 * be purged exactly. With `cacheTag` all keys are sent as Cache-Tag, too.
 */
export function addSurrogateKeys(app: App, { cacheTag }: { cacheTag: boolean }): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { lifetime, surrogateKey } = request.routeOptions.config;
    const isCacheable = lifetime && isPublicRead(request) && !reply.hasHeader('surrogate-key');
    if (isCacheable && reply.statusCode === 200 && typeof payload === 'string')
      reply.header('surrogate-key', surrogateKeysOf(payload, surrogateKey, behind.get(reply)));
    // A redirect shows nothing: it has the keys of what it leads to.
    if (isCacheable && reply.statusCode === 301)
      reply.header('surrogate-key', surrogateKeysOf('', undefined, behind.get(reply)));
    if (cacheTag && reply.hasHeader('surrogate-key'))
      reply.header('cache-tag', String(reply.getHeader('surrogate-key')).replaceAll(' ', ','));
    done(null, payload);
  });
}

const behind = new WeakMap<FastifyReply, string[]>();

/** Gives an answer the keys of ids that it need not show: of what a redirect leads to, and of the records that a list was narrowed to. */
export function nameBehind(reply: FastifyReply, ids: readonly string[]): void {
  behind.set(reply, [...(behind.get(reply) ?? []), ...ids]);
}

/** The keys of a response body, separated by spaces: `all`, `list`, then one for every id in it and behind it. */
export function surrogateKeysOf(text: string, list?: string, more: readonly string[] = []): string {
  const always = list === undefined ? everything : `${everything} ${list}`;
  const names = [always, ...keysIn(text).union(new Set(more.map(surrogateKeyOf)))].join(' ');
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
