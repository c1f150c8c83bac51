import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that is free on `host` now, for code that needs it before listening. */
export async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
