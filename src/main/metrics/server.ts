import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** A server for the metrics alone: what overloads or stops the other does not touch it. */
export function metricsServer(registry: Registry, report: (error: unknown) => void): Server {
  const limits = { headersTimeout: 4_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 };
  const server = createServer(limits, (request, response) => {
    answer(registry, request, response).catch((error: unknown) => {
      report(error);
      say(response, 500, 'The metrics could not be read; the log says why.\n');
    });
  });
  server.maxConnections = 100;
  return server;
}

/** Listens, and gives the address of the metrics. */
export async function listenAt(server: Server, { port, host }: { port: number; host: string }) {
  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: found } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${found}/metrics`;
}

async function answer(registry: Registry, { method, url = '' }: IncomingMessage, response: ServerResponse) {
  if (url.split('?')[0] !== '/metrics') return say(response, 404, 'The metrics are at /metrics.\n');
  if (method !== 'GET' && method !== 'HEAD') return say(response, 405, 'Use GET.\n', { allow: 'GET, HEAD' });
  const metrics = await registry.metrics();
  say(response, 200, metrics, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
}

function say(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
