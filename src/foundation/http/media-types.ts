import { Problem } from '../problem.ts';
import type { App } from './app.ts';

/**
 * Bodies come as `application/json` in UTF-8 and in no other way. The header is matched whole, before anything
 * parses it: the holes of the past were all in the difference between two readers of the same header.
 */
export function onlyJsonBodies(app: App): void {
  app.removeContentTypeParser('text/plain');
  // After all `onRequest` hooks, so that 405 and a missing key come first; before the body is parsed.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const mediaType = request.headers['content-type'];
    const hasBody =
      request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody && mediaType === undefined) return done(null, payload);
    if (!withBody.has(request.method) || request.is404) return done(null, payload);
    if (mediaType !== undefined && accepted.test(mediaType)) return done(null, payload);
    done(new Problem('unsupported-media-type', 'The body must be sent as application/json.'));
  });
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']);
const accepted = /^application\/json(?:; ?charset="?utf-8"?)?$/i;
