import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from 'fastify';
import { addressOf, decoded } from './address.ts';
import { originalMethod } from './unusual-methods.ts';

/** What to log and where to; false logs nothing. Without a stream, lines go to standard output. */
export type LogSettings = false | { level: string; stream?: { write(line: string): void } };

/** Fields that are never logged, at any depth of a logged object. */
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
      // The query string is left out: it may hold a search or a key.
      serializers: {
        req: ({ raw, originalUrl: url }: FastifyRequest) => ({
          method: originalMethod(raw),
          path: loggedPath(url),
        }),
      },
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

/** The same line for cached responses, which are sent without Fastify. */
export function logWhenSent(
  log: FastifyBaseLogger,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): void {
  if (!isLogged(log)) return;
  const started = performance.now();
  response.once('close', () => {
    const ms = Math.round((performance.now() - started) * 10) / 10;
    log.info({ reqId: requestId, method, path: loggedPath(url), status: response.statusCode, ms }, 'request');
  });
}

function isLogged(log: FastifyBaseLogger & { isLevelEnabled?: (level: string) => boolean }): boolean {
  return log.isLevelEnabled?.('info') ?? false;
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const ms = Math.round(reply.elapsedTime * 10) / 10;
  request.log.info(
    {
      method: originalMethod(request.raw),
      path: loggedPath(request.originalUrl),
      status: reply.statusCode,
      ms,
    },
    'request',
  );
}

/**
 * The path without its query string. Keys in it are redacted, and so is the whole address of a preview, which is a
 * secret, however it is encoded.
 */
function loggedPath(target: string): string {
  const { path } = addressOf(target);
  const [, secretPlace] = /^\/*(v1\/+previews)(\/|$)/i.exec(decoded(path)) ?? [];
  if (secretPlace !== undefined) return '/v1/previews/[redacted]';
  return path.replaceAll(/dlp_[\w-]+|dl_[0-9A-Za-z]+(_[0-9A-Za-z]+)?/g, '[redacted]');
}
