import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerLog, pathInLog } from '../../../src/foundation/http/request/logging.ts';
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
      const answered = { requestId: 'a-1', method: 'GET', status: 200, tookMs: 12.34 };
      answerLog(logger)!({ ...answered, path: pathInLog(target) });
      const [path] = target.split('?');
      app.log.info({ reqId: 'a-1', method: 'GET', path, status: 200, ms: 12.3 }, 'request');
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
        ...{ ms: expect.any(Number), msg: 'request' },
      },
    ]);
  });

  it.each(['warn', 'error', 'fatal', 'silent'])('is not written at the level %s', (level) => {
    expect(answerLog({ ...logger, level })).toBeUndefined();
  });
});
