import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problem.ts';
import type { App } from './app.ts';

/**
 * Bodies come as `application/json` in UTF-8, patches also as `application/merge-patch+json`, files as
 * `multipart/form-data` where a route takes them, and in no other way. The
 * header is matched whole, before anything parses it: the holes of the past were all in the difference between two
 * readers of the same header.
 */
export function onlyJsonBodies(app: App): void {
  app.removeContentTypeParser('text/plain');
  // A merge patch (RFC 7396) is JSON that is read in another way.
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  // A client that always says what it sends says so of nothing, too.
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
    const isMultipart = request.routeOptions.config.multipart !== undefined;
    const accepted = isMultipart ? multipart : acceptedFor(request.method);
    if (mediaType !== undefined && accepted.test(mediaType)) return done(null, payload);
    const wanted = isMultipart ? 'multipart/form-data' : 'application/json';
    done(new Problem('unsupported-media-type', `The body must be sent as ${wanted}.`));
  });
}

/** Whether a body comes with the request, or may. */
export function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']);
const json = /^application\/json(?:; ?charset="?utf-8"?)?$/i;
const multipart = /^multipart\/form-data; ?boundary=["!#-~ ]{1,80}$/i;
const jsonOrMergePatch = /^application\/(?:merge-patch\+)?json(?:; ?charset="?utf-8"?)?$/i;

function acceptedFor(method: string): RegExp {
  return method === 'PATCH' ? jsonOrMergePatch : json;
}
