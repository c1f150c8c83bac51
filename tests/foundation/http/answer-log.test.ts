import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerLog } from '../../../src/foundation/http/request/logging.ts';
import { pathInLog } from '../../../src/foundation/http/request/logged-path.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

const lines: string[] = [];
const logger = { level: 'info', stream: { write: (line: string) => void lines.push(line) } };
let app: App;
beforeAll(async () => {
  app = sampleApp({ logger });
  await app.ready();
});
afterAll(() => app.close());
beforeEach(() => void (lines.length = 0));

describe('the line of an answer', () => {
  it.each(['/notes', '/', '/notes/a"b\\c', '/notes/%C3%A9t%C3%A9', '/notes/日本?q=secret', '/notes/\u0007'])(
    'of %j is what pino writes of the same',
    (target) => {
      const answered = { requestId: 'a-1', method: 'GET', status: 200, tookMs: 12.34, bytes: 7 };
      const about = { cacheStatus: 'dateline; fwd=stale', keyId: 'Ab3dEf9h' };
      answerLog(logger)!({ ...answered, ...about, path: pathInLog(target) });
      const [path] = target.split('?');
      const rest = { bytes: 7, ms: 12.3, cache: 'fwd=stale', key: 'Ab3dEf9h' };
      app.log.info({ reqId: 'a-1', method: 'GET', path, status: 200, ...rest }, 'request');
      const [ours, pinos] = lines.map((line) => line.replace(/"time":\d{13}/, '"time":0'));
      expect(ours).toBe(pinos);
    },
  );

  it('is written for what Fastify answers', async () => {
    const answer = await app.inject('/notes?limit=1');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        ...{ level: 30, time: expect.any(Number), pid: process.pid, hostname: expect.any(String) },
        ...{ reqId: answer.headers['x-request-id'], method: 'GET', path: '/notes', status: 200 },
        ...{ bytes: answer.rawPayload.length, ms: expect.any(Number), msg: 'request' },
      },
    ]);
  });

  it('has no bytes for HEAD and 304, which have no body', async () => {
    const { headers } = await app.inject('/notes');
    await app.inject({ method: 'HEAD', url: '/notes' });
    await app.inject({ url: '/notes', headers: { 'if-none-match': String(headers['etag']) } });
    const said = lines.map((line) => JSON.parse(line) as { status: number; bytes: number });
    expect(said.slice(1).map(({ status, bytes }) => [status, bytes])).toEqual([
      [200, 0],
      [304, 0],
    ]);
  });

  it('is written for one in four good answers, and for all others', () => {
    const log = answerLog({ ...logger, sample: 0.25 })!;
    const answered = { requestId: 'a-1', method: 'GET', path: '"/notes"', tookMs: 1 };
    for (let n = 0; n < 100; n += 1) log({ ...answered, status: 200 });
    expect(lines).toHaveLength(25);
    for (let n = 0; n < 10; n += 1) log({ ...answered, status: 404 });
    expect(lines).toHaveLength(35);
  });

  it.each(['warn', 'error', 'fatal', 'silent'])('is not written at the level %s', (level) => {
    expect(answerLog({ ...logger, level })).toBeUndefined();
  });
});
