import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

let app: App;
let port: number;
beforeAll(async () => {
  app = sampleApp({});
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => app.close());

describe('a client that resets its connection', () => {
  it.each([
    ['after CONNECT', 'CONNECT news.example:443 HTTP/1.1\r\nHost: x\r\n\r\n'],
    [
      'after a request and CONNECT',
      'GET /notes HTTP/1.1\r\nHost: x\r\n\r\nCONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    [
      'after it asked for another protocol',
      'GET /notes HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['after what is no HTTP', 'not HTTP\r\n\r\n'],
  ])('%s stops nothing', async (_when, bytes) => {
    // An error that nobody caught fails the run.
    for (let time = 0; time < 100; time++) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy()));
      await once(socket, 'close');
    }
    expect((await fetch(`http://127.0.0.1:${port}/notes`)).status).toBe(200);
  });
});
