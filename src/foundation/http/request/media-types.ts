import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problem.ts';
import type { App } from './app.ts';
import { readUtf8 } from './utf8.ts';

/**
 * Bodies are `application/json` in UTF-8, patches also `application/merge-patch+json`, files `multipart/form-data`
 * where a route takes them. The whole header is matched before anything parses it, since two parsers that read one
 * header differently are a security hole.
 */
export function onlyJsonBodies(app: App): void {
  app.removeContentTypeParser('text/plain');
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  // A merge patch (RFC 7396) is parsed as JSON.
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => parse(request, readUtf8(body as Buffer), done),
  );
  // Some clients send Content-Type without a body.
  app.addHook('onRequest', (request, _reply, done) => {
    const mayBeBare = request.method === 'DELETE' || request.method === 'POST';
    if (mayBeBare && !hasBody(request)) delete request.headers['content-type'];
    done();
  });
  // After all `onRequest` hooks, so that 405 and a missing key come first; before the body is parsed.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const mediaType = request.headers['content-type'];
    if (!hasBody(request) && mediaType === undefined) return done(null, payload);
    if (!withBody.has(request.method) || request.is404) return done(null, payload);
    const coding = request.headers['content-encoding'];
    if (coding !== undefined && hasBody(request)) return done(encoded(coding));
    const isMultipart = request.routeOptions.config.multipart !== undefined;
    const accepted = isMultipart ? multipart : acceptedFor(request.method);
    if (mediaType !== undefined && accepted.test(mediaType)) return done(null, payload);
    const isPatch = request.method === 'PATCH';
    const wanted = isMultipart
      ? 'multipart/form-data'
      : isPatch
        ? 'application/merge-patch+json or application/json'
        : 'application/json';
    done(
      new Problem('unsupported-media-type', `The body must be sent as ${wanted}.`, {
        headers: isPatch ? { 'accept-patch': acceptPatch } : {},
      }),
    );
  });
}

/** The value of `Accept-Patch` (RFC 5789 §3.1) of everything that takes PATCH. */
export const acceptPatch = 'application/merge-patch+json, application/json';

/** RFC 9110 §15.5.16: a body is never unpacked, since a small one could become very large. */
function encoded(coding: string): Problem {
  return new Problem(
    'unsupported-media-type',
    `The body must be sent as it is, without Content-Encoding (${coding}).`,
    { headers: { 'accept-encoding': 'identity' } },
  );
}

/** Whether a body comes with the request, or may. */
export function hasBody({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']);
const json = /^application\/json(?:; ?charset="?utf-8"?)?$/i;
const multipart = /^multipart\/form-data; ?boundary=["!#-~ ]{1,80}$/i;
const jsonOrMergePatch = /^application\/(?:merge-patch\+)?json(?:; ?charset="?utf-8"?)?$/i;

function acceptedFor(method: string): RegExp {
  return method === 'PATCH' ? jsonOrMergePatch : json;
}
