/** A real S3 server behind a proxy, which spoils answers while it is told to. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from '@20minutes/s3rver';

/**
 * What becomes of requests: `hang` gives no answer, `reset` ends the connection, `half` breaks off in the middle of a
 * body, `short` gives the half of it as if it were the whole, a number is a status.
 */
export type StoreFault = 'none' | 'hang' | 'reset' | 'half' | 'short' | 404 | 500;

/** Starts it with an empty bucket. */
export async function openFaultyStore() {
  const directory = await mkdtemp(join(tmpdir(), 'dateline-store-'));
  const store = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'pictures', configs: [] }],
  });
  const { port: storePort } = await store.run();
  const hanging = new Set<IncomingMessage>();
  let [fault, spoiled]: [StoreFault, number] = ['none', 0];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const present = fault;
    if (present !== 'none') spoiled += 1;
    if (present === 'hang') return void hanging.add(request);
    if (present === 'reset') return void request.socket.resetAndDestroy();
    const sent = await buffer(request);
    if (typeof present === 'number') return void response.writeHead(present).end();
    const { method, url, headers } = request;
    const passed = ask({ host: '127.0.0.1', port: storePort, method, path: url, headers }).end(sent);
    const [from] = (await once(passed, 'response')) as [IncomingMessage];
    const body = await buffer(from);
    const half = body.subarray(0, body.length / 2);
    if (present === 'short') {
      response.writeHead(from.statusCode!, { ...from.headers, 'content-length': half.length }).end(half);
    } else if (present === 'half' && body.length > 0) {
      response.writeHead(from.statusCode!, from.headers).write(half, () => request.socket.destroy());
    } else response.writeHead(from.statusCode!, from.headers).end(body);
  }

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  };
  const proxy = createServer(listener).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;

  return {
    settings: {
      S3_ENDPOINT: `http://127.0.0.1:${port}/pictures`,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    /** From now on this happens to requests; those that hang are reset. */
    set(next: StoreFault): void {
      [fault, spoiled] = [next, 0];
      for (const request of hanging) request.socket.destroy();
      hanging.clear();
    },
    /** How many requests were spoiled since the last change. */
    spoiled: () => spoiled,
    async close(): Promise<void> {
      proxy.close();
      proxy.closeAllConnections();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
