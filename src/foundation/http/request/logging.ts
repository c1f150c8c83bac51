import { hostname } from 'node:os';
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import { systemClock } from '../../clock.ts';
import { addressOf, decoded } from './address.ts';
import { originalMethod } from './unusual-methods.ts';

/** What to log and where to; false logs nothing. */
export type LogSettings = false | { level: string; stream: { write(line: string): void } };

/** Fields that are never logged, at any depth of a logged object. */
const secrets = ['authorization', 'cookie', 'set-cookie', 'idempotency-key'];

const base = { pid: process.pid, hostname: hostname() };

export function loggerOptions(settings: LogSettings = false): Pick<FastifyServerOptions, 'logger'> {
  if (settings === false) return { logger: false };
  const paths = secrets.flatMap((name) =>
    ['', '*', '*.*'].map((parent) => (parent === '' ? `["${name}"]` : `${parent}["${name}"]`)),
  );
  return {
    logger: {
      ...settings,
      base,
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

/** What the line of an answer says. `path` is as `pathInLog` gives it. */
type Line = { requestId: string; method: string; path: string; status: number; tookMs: number };

/**
 * One line for each answer, in the format of pino; undefined when the level is off. Pino's redaction takes ten times as
 * long as the rest, and these lines contain no secrets.
 */
export function answerLog(settings: LogSettings = false): ((line: Line) => void) | undefined {
  if (settings === false || !['trace', 'debug', 'info'].includes(settings.level)) return undefined;
  const { stream } = settings;
  const from = JSON.stringify(base).slice(1, -1);
  // Lines of the same millisecond share their beginning, which is made once.
  let [at, beginning] = [0, ''];
  return ({ requestId, method, path, status, tookMs }) => {
    const now = systemClock.now();
    if (now !== at) [at, beginning] = [now, `{"level":30,"time":${now},${from},"reqId":"`];
    const ms = Math.round(tookMs * 10) / 10;
    stream.write(
      `${beginning}${requestId}","method":"${method}","path":${path},"status":${status},"ms":${ms},"msg":"request"}\n`,
    );
  };
}

/** The path of a request in a line of the log, as JSON. */
export function pathInLog(target: string): string {
  return JSON.stringify(loggedPath(target));
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
