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

/** With which status a message is answered; undefined cuts the connection. */
type Status = number | undefined;
export type Answer = (message: Received) => Status | Promise<Status>;

/** Somebody who takes webhooks; `answer` may wait. */
export async function openReceiver(answer: Answer = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const one = { id: headers['webhook-id']!, headers, text, message: JSON.parse(text) };
      received.push(one);
      void Promise.resolve(answer(one)).then((status) =>
        status === undefined ? request.socket.destroy() : response.writeHead(status).end('Thanks'),
      );
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

/**
 * Throws unless the reference library finds that it was signed with this secret. The clock of tests stands elsewhere than the
 * one that the library reads: `at` is what that one shows meanwhile, by default when the message says that it was sent.
 */
export function verify(
  secret: string,
  { text, headers }: Received,
  at = Number(headers['webhook-timestamp']) * 1000,
): void {
  const { now } = Date;
  Date.now = () => at;
  try {
    new Webhook(secret).verify(text, headers);
  } finally {
    Date.now = now;
  }
}
