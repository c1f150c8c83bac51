import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import type { House } from './house.ts';
import { measure, type Contest, type Line } from './measure.ts';
import type { Loader } from './loader.ts';
import { asked, names, streamsAtOnce } from './names.ts';
import type { Running } from './processes.ts';
import type { Published, Publisher, Publishing } from './publisher.ts';
import type { Settings } from './settings.ts';

/** What those who followed saw: how long after its commit an event was there (milliseconds, sorted), of how many expected. */
export type Followed = {
  delaysMs: number[];
  expected: number;
  /** Mebibytes of the server with all streams open, more than before. */
  grownMiB: number | undefined;
};

type Parts = { house: House; loader: Loader; publisher: Publisher; settings: Settings; server: Running };
type Job = Omit<Publishing, 'seconds'>;

/** Measures a plain story while many follow what is published, and how soon they know. */
export async function measureStreams(
  { loader, publisher, settings, server }: Parts,
  { path, job }: { path: string; job: Job },
): Promise<{ lines: Line[]; published: Published[]; followed: Followed }> {
  const published: Published[] = [];
  const before = server.resident();
  const readers = await openReaders(server.address, streamsAtOnce);
  const grownMiB = before && server.resident()!.all - before.all;
  try {
    const contest: Contest = {
      ...{ what: asked.story, who: names.followed, server, job: { paths: [path] } },
      meanwhile: async (seconds) => void published.push(await publisher.publish({ ...job, seconds })),
    };
    const lines = await measure(loader, [contest], settings);
    const stories = published.reduce((sum, { tookMs }) => sum + tookMs.length, 0);
    const expected = stories * streamsAtOnce;
    await readers.settled(expected);
    return { lines, published, followed: { delaysMs: readers.delays(), expected, grownMiB } };
  } finally {
    readers.close();
  }
}

/** Opens streams, which note how old each change of a story is when it comes. */
async function openReaders(address: string, count: number) {
  const delaysMs: number[] = [];
  const requests = await Promise.all(
    Array.from({ length: count }, () => openReader(`${address}/v1/stream?kind=article`, note)),
  );
  function note(at: number): void {
    delaysMs.push(Date.now() - at);
  }
  return {
    delays: () => delaysMs.toSorted((a, b) => a - b),
    /** Waits until nothing came for a second, or all that was expected is there. */
    async settled(expected: number): Promise<void> {
      for (let last = -1; last < delaysMs.length && delaysMs.length < expected;) {
        last = delaysMs.length;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    },
    close: () => requests.forEach((request) => request.destroy()),
  };
}

async function openReader(url: string, note: (at: number) => void): Promise<ClientRequest> {
  const request = get(url, { agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
  request.on('error', () => undefined);
  response.on('error', () => undefined).setEncoding('utf8');
  let text = '';
  response.on('data', (part: string) => {
    const events = (text + part).split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const [, at] = /^data: \{"cursor":"[^"]*","at":"([^"]*)"/m.exec(event) ?? [];
      if (at !== undefined) note(Date.parse(at));
    }
  });
  return request;
}

/** What was seen, in a sentence. */
export function followedNote({ delaysMs, expected, grownMiB }: Followed): string {
  function at(part: number): number {
    return delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * part))] ?? NaN;
  }
  return `${streamsAtOnce} streams: ${delaysMs.length} of ${expected} events came, ${at(0.5)} ms after their commit (median; p99 ${at(0.99)} ms, the last ${at(1)} ms). The streams took ${grownMiB ?? 'unknown'} MiB.`;
}
