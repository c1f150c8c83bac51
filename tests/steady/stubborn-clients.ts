/** Clients that send one request after the other until the port is closed, and tell what became of each. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { drawing, form } from '../support/pictures.ts';
import type { Newsroom } from './server-process.ts';

/** `told`: answers that said `Connection: close`. `turnedAway`: new connections that were reset before anything was read. */
export type Ends = { answered: number; told: number; turnedAway: number; broken: string[] };

/** Of every story that such a client writes. */
export const lastMomentHeadline = 'Saved at the last moment';

type Asking = { method: string; headers: Record<string, string>; body?: Buffer; parts?: number };
type Answer = { status: number; closes: boolean; body: string };
type Failure = { code: string; isReused: boolean };

/** Reads on one kept connection; with `created`, writes new stories and notes which were acknowledged. */
export function keepAsking(
  { address, secret }: Newsroom,
  pathOf: (round: number) => string,
  created?: string[],
): Promise<Ends> {
  const asking: Asking = created
    ? {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ headline: lastMomentHeadline, bodyText: 'A text.' })),
      }
    : { method: 'GET', headers: {} };
  return repeat(address, pathOf, async () => asking, created);
}

/** Uploads pictures in several pieces, as over a slow line. */
export function keepUploading({ address, secret }: Newsroom): Promise<Ends> {
  let count = 0;
  return repeat(
    address,
    () => '/v1/desk/media',
    async () => {
      const bytes = await drawing({ width: 320 + count++, height: 200 })
        .jpeg()
        .toBuffer();
      const { headers, body } = await form([{ bytes, name: 'file' }]);
      return { method: 'POST', headers: { ...headers, authorization: `Bearer ${secret}` }, body, parts: 4 };
    },
  );
}

async function repeat(
  address: string,
  pathOf: (round: number) => string,
  askingOf: () => Promise<Asking>,
  created?: string[],
): Promise<Ends> {
  const ends: Ends = { answered: 0, told: 0, turnedAway: 0, broken: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let round = 0; ; round++) {
    const path = pathOf(round);
    const end = await ask(agent, new URL(path, address), await askingOf());
    if ('code' in end) {
      if (end.code === 'ECONNREFUSED') break;
      if (end.isReused) ends.broken.push(`${path}: ${end.code} on a connection that had served`);
      else if (end.code === 'BROKEN OFF') ends.broken.push(`${path}: an answer broke off`);
      else ends.turnedAway += 1;
      continue;
    }
    ends.answered += 1;
    if (end.closes) ends.told += 1;
    // A server that has too much to do says so; one that stops does not refuse what it has read.
    const isShed = end.status === 503 && end.body.includes('more to do');
    if (end.status >= 400 && end.status !== 404 && !isShed)
      ends.broken.push(`${path} was answered ${end.status}: ${end.body}`);
    if (created && end.status === 201) created.push((JSON.parse(end.body) as { id: string }).id);
  }
  agent.destroy();
  return ends;
}

function ask(
  agent: Agent,
  url: URL,
  { method, headers, body, parts = 1 }: Asking,
): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    const sent = request(url, { method, agent, headers }, (answer: IncomingMessage) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('error', () => resolve({ code: 'BROKEN OFF', isReused: sent.reusedSocket }));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, closes: answer.headers.connection === 'close', body: text }),
      );
    });
    sent.on('error', ({ code = 'ERROR' }: NodeJS.ErrnoException) =>
      resolve({ code, isReused: sent.reusedSocket }),
    );
    if (body) void sendInParts(sent, body, parts);
    else sent.end();
  });
}

async function sendInParts(sent: ReturnType<typeof request>, body: Buffer, parts: number): Promise<void> {
  for (let part = 0; part < parts; part++) {
    sent.write(body.subarray((body.length * part) / parts, (body.length * (part + 1)) / parts));
    if (part < parts - 1) await pause(50);
  }
  sent.end();
}

const together = 5;

/** Sends several requests in one go on a new connection; a server that answers the first has read them all. */
export async function keepPipelining({ address }: Newsroom): Promise<Ends> {
  const ends: Ends = { answered: 0, told: 0, turnedAway: 0, broken: [] };
  const { port, hostname } = new URL(address);
  const requests = `GET /v1/articles?limit=5 HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(together - 1);
  const last = `GET /v1/topics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  for (;;) {
    const { text, code } = await new Promise<{ text: string; code?: string | undefined }>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(requests + last));
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve({ text, code }));
      socket.on('close', () => resolve({ text }));
    });
    if (code === 'ECONNREFUSED') return ends;
    const answers = text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;
    ends.answered += answers;
    if (answers === 0) ends.turnedAway += 1;
    else if (answers < together)
      ends.broken.push(`of ${together} pipelined requests ${answers} were answered`);
  }
}
