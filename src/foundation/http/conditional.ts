import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';

/** Revalidate always: a killed story must not live on in a cache. */
const revalidate = 'public, max-age=0, must-revalidate';

/**
 * Public GET and HEAD answers get what a cache needs: a strong ETag of the bytes, Cache-Control and Vary,
 * and 304 where the client already has them (RFC 9110 §13, RFC 9111 §4.3).
 */
export function conditionalAnswers(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isPublicRead(request) || reply.statusCode >= 400) return done(null, payload);
    if (request.routeOptions.config.cacheable === false) {
      reply.header('cache-control', 'no-store');
      return done(null, payload);
    }
    setUnlessSet(reply, 'cache-control', revalidate);
    setUnlessSet(reply, 'vary', 'Accept-Encoding');
    if (reply.statusCode !== 200) return done(null, payload);
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) setUnlessSet(reply, 'etag', etagOf(payload));
    if (!isFresh(request, reply)) return done(null, payload);
    // A client keeps what it has stored of the rest (RFC 9110 §15.4.5).
    reply.code(304).removeHeader('content-type').removeHeader('link');
    // Fastify takes the body from a HEAD answer itself, and needs it for Content-Length.
    if (request.method === 'HEAD') return done(null, payload);
    // A file that nobody reads would stay open.
    if (payload instanceof Readable) payload.destroy();
    done(null, null);
  });
}

/** Says when what is in the answer last changed; `at` in milliseconds, told to the second. */
export function lastModified(reply: FastifyReply, at: number): void {
  reply.header('last-modified', new Date(at).toUTCString());
}

/** A strong entity tag: the SHA-256 of the bytes, cut to 132 bits. */
export function etagOf(bytes: string | Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/**
 * Whether the client already has this answer (RFC 9110 §13.1.2). If-Modified-Since is not asked: it knows seconds only,
 * and what was taken out of a story leaves no later date behind. Every answer has a tag.
 */
export function isFresh(request: FastifyRequest, reply: FastifyReply): boolean {
  const known = request.headers['if-none-match'];
  return known !== undefined && matches(known, String(reply.getHeader('etag') ?? ''));
}

/** Weak comparison (RFC 9110 §8.8.3.2): `W/` makes no difference. */
function matches(known: string, etag: string): boolean {
  if (etag === '') return false;
  if (known.trim() === '*') return true;
  const tags: string[] = known.match(/"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.includes(etag.replace(/^W\//, ''));
}

function isPublicRead({ method, routeOptions }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && routeOptions.config.access === 'public';
}

function setUnlessSet(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) reply.header(name, value);
}
