import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { clientReader, messageReader } from './messages.ts';

/** What was sent, on all connections, before any answer was handed over. */
type Trip = { statements: string[]; isAnswered: boolean };

/** What one request asked of PostgreSQL: how often it waited for answers, and what it sent each time. */
export type Cost = { roundTrips: number; sent: string[][] };

export type Proxy = Awaited<ReturnType<typeof openProxy>>;

/** A client that has sent nothing for so long waits for an answer. */
export const silentMs = 15;

/**
 * Stands before a server of PostgreSQL and counts round trips: it keeps all answers back until the client sends nothing
 * more, so that whatever does not depend on them has been sent. For servers that ask for no password.
 */
export async function openProxy(port: number) {
  const handOvers = new Set<() => boolean>();
  let trips: Trip[] = [];
  let trip: Trip | undefined;
  const timer = setTimeout(endTrip, silentMs);
  const server = createServer((client) => {
    const database = connect(port, '127.0.0.1');
    const handOver = carry(client, database, { onData: () => timer.refresh(), onStatement });
    handOvers.add(handOver);
    client.on('close', () => handOvers.delete(handOver));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function onStatement(text: string): void {
    if (!trip) trips.push((trip = { statements: [], isAnswered: false }));
    trip.statements.push(text);
  }

  function endTrip(): void {
    const handedOver = [...handOvers].filter((handOver) => handOver());
    if (!trip || handedOver.length === 0) return;
    trip.isAnswered = true;
    trip = undefined;
  }

  return {
    port: (server.address() as AddressInfo).port,
    /** Counts what is sent until the request is answered, and what it sends without waiting. */
    async costOf(request: () => Promise<unknown>): Promise<Cost> {
      trips = [];
      await request();
      const roundTrips = trips.filter(({ isAnswered }) => isAnswered).length;
      await wait(4 * silentMs);
      return { roundTrips, sent: trips.map(({ statements }) => statements) };
    },
    close: () => void server.close(),
  };
}

type Carrying = { onData: () => void; onStatement: (text: string) => void };

/** Carries between the two. Gives what hands the answers over, where all of them are there, and tells whether it did. */
function carry(client: Socket, database: Socket, { onData, onStatement }: Carrying): () => boolean {
  // The first message is answered once, too.
  let [asked, answered] = [1, 0];
  let kept: Buffer[] = [];
  const readAnswers = messageReader((type) => {
    if (type === 'Z') answered += 1;
  });
  const readClient = clientReader({ onStatement, onAsked: () => (asked += 1) });
  client.once('data', (first: Buffer) => {
    database.write(first);
    client.on('data', (chunk: Buffer) => {
      database.write(chunk);
      readClient(chunk);
      onData();
    });
  });
  database.on('data', (chunk: Buffer) => {
    kept.push(chunk);
    readAnswers(chunk);
    onData();
  });
  for (const [one, other] of [
    [client, database],
    [database, client],
  ] as const) {
    one.on('error', () => undefined);
    one.on('close', () => other.destroy());
  }
  return function handOver() {
    if (kept.length === 0 || answered < asked) return false;
    client.write(Buffer.concat(kept));
    kept = [];
    return true;
  };
}
