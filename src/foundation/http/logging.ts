import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';

/** What to log and where to; false logs nothing. Without a stream, lines go to standard output. */
export type LogSettings = false | { level: string; stream?: { write(line: string): void } };

/** Values that must never reach a log, wherever an object that holds them is logged. */
const secrets = ['authorization', 'cookie', 'set-cookie', 'idempotency-key'];

export function loggerOptions(settings: LogSettings = false): Pick<FastifyServerOptions, 'logger'> {
  if (settings === false) return { logger: false };
  const paths = secrets.flatMap((name) =>
    ['', '*', '*.*'].map((parent) => (parent === '' ? `["${name}"]` : `${parent}["${name}"]`)),
  );
  return {
    logger: {
      ...settings,
      redact: { paths, censor: '[redacted]' },
      // A query string may hold what a reader searched for, or a key sent in the wrong place.
      serializers: { req: ({ method, url }: FastifyRequest) => ({ method, path: pathOf(url) }) },
    },
  };
}

/** One line per request: method, path, status, milliseconds. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    logRequest(request, reply);
    done();
  });
}

export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const ms = Math.round(reply.elapsedTime * 10) / 10;
  request.log.info(
    { method: request.method, path: pathOf(request.url), status: reply.statusCode, ms },
    'request',
  );
}

/** The path without its query string. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
