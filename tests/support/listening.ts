import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { App } from '../../src/foundation/http/request/app.ts';

/** Lets the app listen, for clients that know no other way to ask; gives its address. */
export async function listen(app: App): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A port that nothing listens at, for a process that must be told one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
