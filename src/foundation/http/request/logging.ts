import { hostname } from 'node:os';
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import { systemClock } from '../../clock.ts';
import type { Answered } from './answered.ts';
import { loggedPath } from './logged-path.ts';

/**
 * What to log and where to; false logs nothing. `sample` is the share of answers with a status below 400 that are
 * logged.
 */
export type LogSettings = false | { level: string; stream: { write(line: string): void }; sample?: number };

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
      level: settings.level,
      stream: settings.stream,
      base,
      redact: { paths, censor: '[redacted]' },
      // The query string is left out: it may hold a search or a key.
      serializers: {
        req: ({ method, originalUrl: url }: FastifyRequest) => ({
          method,
          path: loggedPath(url),
        }),
      },
    },
  };
}

type Line = Pick<Answered, 'requestId' | 'method' | 'path' | 'status' | 'tookMs'> & Partial<Answered>;

/**
 * One line for each answer, in the format of pino; undefined when the level is off. Pino's redaction takes ten times as
 * long as the rest, and these lines contain no secrets.
 */
export function answerLog(settings: LogSettings = false): ((line: Line) => void) | undefined {
  if (settings === false || !['trace', 'debug', 'info'].includes(settings.level)) return undefined;
  const { stream, sample = 1 } = settings;
  const from = JSON.stringify(base).slice(1, -1);
  // Lines of the same millisecond share their beginning, which is made once.
  let [at, beginning] = [0, ''];
  let due = 0;
  return ({ requestId, method, path, status, tookMs, bytes, cacheStatus, keyId }) => {
    if (status < 400) {
      due += sample;
      if (due < 1) return;
      due -= 1;
    }
    const now = systemClock.now();
    if (now !== at) [at, beginning] = [now, `{"level":30,"time":${now},${from},"reqId":"`];
    const ms = Math.round(tookMs * 10) / 10;
    const sent = bytes === undefined ? '' : `,"bytes":${bytes}`;
    // `dateline; fwd=uri-miss; stored` without the name of this cache.
    const cache = cacheStatus === undefined ? '' : `,"cache":"${cacheStatus.slice('dateline; '.length)}"`;
    const key = keyId === undefined ? '' : `,"key":"${keyId}"`;
    stream.write(
      `${beginning}${requestId}","method":"${method}","path":${path},"status":${status}${sent},"ms":${ms}${cache}${key},"msg":"request"}\n`,
    );
  };
}
