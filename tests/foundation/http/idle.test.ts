import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { trackIdle } from '../../../src/foundation/http/server/idle.ts';

it('a connection without requests is closed, also while it sends empty lines', async () => {
  const server = createServer();
  const idle = trackIdle(server, 500);
  server.on('request', ({ socket }, response) => {
    idle.open(socket, response);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const lines = setInterval(() => socket.write('\r\n'), 50);
  onTestFinished(() => {
    clearInterval(lines);
    socket.destroy();
    server.close();
  });
  socket.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  await expect.poll(() => socket.closed, { timeout: 10_000 }).toBe(true);
});
