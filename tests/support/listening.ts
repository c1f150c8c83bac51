import type { AddressInfo } from 'node:net';
import type { App } from '../../src/foundation/http/request/app.ts';

/** Lets the app listen, for clients that know no other way to ask; gives its address. */
export async function listen(app: App): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
