import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../request/app.ts';
import { cacheControl } from './lifetime.ts';

/**
 * Adds what a cache needs to public GET and HEAD responses: a strong ETag of the bytes, Cache-Control and Vary (RFC
 * 9111). `leftMs` is the time until the next public end.
 */
export function addCacheHeaders(app: App, leftMs: () => Promise<number>): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isPublicRead(request) || reply.statusCode >= 400) return payload;
    const { cacheable, lifetime } = request.routeOptions.config;
    if (cacheable === false) {
      reply.header('cache-control', 'no-store');
      return payload;
    }
    if (!reply.hasHeader('cache-control'))
      reply.header('cache-control', cacheControl(lifetime, lifetime ? await leftMs() : Infinity));
    setUnlessSet(reply, 'vary', 'Accept-Encoding');
    // Encoded once, so that the hashed, cached and sent bytes are the same.
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    if (reply.statusCode === 200 && Buffer.isBuffer(bytes)) setUnlessSet(reply, 'etag', etagOf(bytes));
    return bytes;
  });
}

/** Answers 304 where the client already has what is about to be sent (RFC 9110 §13, RFC 9111 §4.3). */
export function conditionalAnswers(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode !== 200 || !isKnown(request, String(reply.getHeader('etag') ?? '')))
      return done(null, payload);
    // The client keeps its stored values of the other headers (RFC 9110 §15.4.5).
    reply.code(304);
    for (const name of notIn304) reply.removeHeader(name);
    // Fastify takes the body from a HEAD answer itself, and needs it for Content-Length.
    if (request.method === 'HEAD') return done(null, payload);
    // An unread stream would keep its file open.
    if (payload instanceof Readable) payload.destroy();
    done(null, null);
  });
}

/** Headers that a 304 leaves out. */
export const notIn304 = [
  'accept-ranges',
  'content-length',
  'content-type',
  'content-encoding',
  'link',
  'surrogate-key',
  'cache-tag',
];

/** Sets Last-Modified; `at` in milliseconds, sent in seconds. */
export function lastModified(reply: FastifyReply, at: number): void {
  reply.header('last-modified', new Date(at).toUTCString());
}

/** A strong entity tag: the SHA-256 of the bytes, cut to 132 bits. */
function etagOf(bytes: Buffer): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
}

/**
 * Whether the client already has the answer with this tag (RFC 9110 §13.1.2). If-Modified-Since is ignored: it has
 * seconds only, and what was removed from a story leaves no newer date.
 */
export function isKnown(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match'];
  const mayBeKnown = isPublicRead(request) && request.routeOptions.config.cacheable !== false;
  return mayBeKnown && known !== undefined && matches(known, etag);
}

/** Whether an `If-None-Match` names the tag, by weak comparison (RFC 9110 §8.8.3.2): `W/` makes no difference. */
export function matches(known: string, etag: string): boolean {
  if (etag === '') return false;
  if (known === etag || known.trim() === '*') return true;
  const tags: string[] = known.match(/"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.includes(etag.replace(/^W\//, ''));
}

/** Whether a request only reads what is public. */
export function isPublicRead({ method, routeOptions }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && routeOptions.config.access === 'public';
}

function setUnlessSet(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) reply.header(name, value);
}
