import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';

export type Received = {
  id: string;
  headers: Record<string, string>;
  text: string;
  message: { type: string; sequence: number; timestamp: string; data: Record<string, unknown> };
};

/** Somebody who takes webhooks; `answer` says with which status, and may wait. */
export async function openReceiver(answer: (message: Received) => number | Promise<number> = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const one = { id: headers['webhook-id']!, headers, text, message: JSON.parse(text) };
      received.push(one);
      void Promise.resolve(answer(one)).then((status) => response.writeHead(status).end('Thanks'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/changed?token=t0ken` };
}

/** Throws unless the reference library finds that it was signed with this secret now. The clock of tests stands elsewhere. */
export function verify(secret: string, { text, headers }: Received): void {
  const said = Number(headers['webhook-timestamp']);
  const { now } = Date;
  Date.now = () => said * 1000;
  try {
    new Webhook(secret).verify(text, headers);
  } finally {
    Date.now = now;
  }
}
