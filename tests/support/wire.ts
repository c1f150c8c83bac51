/** Requests as bytes on a socket, not through Fastify's inject: hits are answered before Fastify sees them. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/foundation/http/request/app.ts';

export type WireAnswer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };

type Asking = { method?: string; headers?: Record<string, string> };

/** Lets the app listen and gives a way to ask it. Connections are kept open, as clients keep them. */
export async function wireTo(app: App) {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return function ask(path: string, { method = 'GET', headers = {} }: Asking = {}): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
          }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
  };
}
