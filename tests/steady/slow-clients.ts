import { networkInterfaces } from 'node:os';
import type { Harness } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';
import { drip, gone, hold, stay, type Client } from './slow-sockets.ts';
import { watchMemory, workNormally } from './normal-work.ts';

const sizes = { small: { each: 100, idle: 300, readers: 100 }, full: { each: 500, idle: 300, readers: 100 } };
const mostPerAddress = 256;
const mostMegabytes = 400;

/** How long the server may take to cut what is slow, with a reserve for a busy machine: this is no figure. */
const longestMs = { headers: 30_000, bodies: 40_000, readers: 90_000 };

/** Clients that send slowly, do nothing, or do not read, beside a reader and an editor. */
export const slowClients: Harness = {
  name: 'slow-clients',
  promise: 'clients that send slowly, do nothing or do not read are cut, and everybody else is served',
  fillsMachine: true,
  async play(size) {
    const { each, idle, readers } = sizes[size];
    const newsroom = await openProcess({
      HOST: '0.0.0.0',
      PUBLIC_URL: 'http://localhost:3000',
    });
    const clients: Client[] = [];
    try {
      await newsroom.start();
      await publishLongStories(newsroom);
      const work = workNormally(newsroom);
      const memory = watchMemory(newsroom.pid()!);
      const port = Number(new URL(newsroom.address).port);
      const wrongKey = 'POST /v1/desk/articles HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer dl_wrong\r\n';
      const rightKey = wrongKey.replace('dl_wrong', newsroom.secret);
      const body = 'Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n';
      const starts = [wrongKey, get('/v1/articles'), rightKey, get('/nowhere')];
      const headers = many(each, () => drip(port, `${get('/v1/articles')}X-Slow: `));
      const bodies = many(each, (n) => drip(port, `${starts[n % starts.length]}${body}`));
      // Most ask for one answer that is cached, the others each for another that is not.
      const list = '/v1/articles?include=body&limit=20';
      await fetch(`${newsroom.address}${list}`);
      const notReading = many(readers * 0.8, () => hold(port, `${get(list)}\r\n`.repeat(60)));
      const others = many(readers * 0.2, (n) =>
        hold(port, `${get(`${list}&publishedFrom=2020-01-01T00:00:${String(10 + n)}Z`)}\r\n`.repeat(60)),
      );
      const here = localAddress();
      const idling =
        here === undefined ? [] : many(idle, () => stay(port, here, `${get('/health/live')}\r\n`));
      clients.push(...headers, ...bodies, ...notReading, ...others, ...idling);
      const slowHeaders = await gone(headers, longestMs.headers);
      const idleOpen = idling.filter(({ isOpen }) => isOpen()).length;
      const left = {
        'with slow headers': slowHeaders,
        'with slow bodies': await gone(bodies, longestMs.bodies),
        'that do not read': await gone(notReading, longestMs.readers),
      };
      const { failed, ...times } = await work.stop();
      const peak = memory.stop();
      return {
        broken: [
          ...failed,
          ...Object.entries(left).flatMap(([who, count]) =>
            count > 0 ? [`${count} connections ${who} were not cut`] : [],
          ),
          ...(here === undefined || idleOpen === mostPerAddress
            ? []
            : [`${idleOpen} idle connections of one address are open instead of ${mostPerAddress}`]),
          ...(peak > mostMegabytes ? [`it took ${peak} MB of memory, more than ${mostMegabytes}`] : []),
        ],
        figures: {
          'slow headers': each,
          'slow bodies': each,
          'idle from one address': here === undefined ? 'no address but loopback' : idle,
          'readers that do not read': readers,
          'of them cut': [...notReading, ...others].filter(({ isOpen }) => !isOpen()).length,
          'memory, MB (peak)': peak,
          ...times,
        },
      };
    } finally {
      clients.forEach(({ end }) => end());
      await newsroom.clear();
    }
  },
};

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n`;
}

function many(count: number, make: (n: number) => Client): Client[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** An address of this machine that is not loopback: connections from it are limited. */
function localAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/** Twenty stories of 480 kB. */
async function publishLongStories({ address, secret }: Newsroom): Promise<void> {
  const bodyText = Array.from({ length: 480 }, () => 'words '.repeat(166)).join('\n\n');
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  for (let n = 0; n < 20; n += 1) {
    const made = await fetch(`${address}/v1/desk/articles`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ headline: `Long ${n}`, section: 'politics', bodyText }),
    });
    const { id, etag } = (await made.json()) as { id: string; etag: string };
    const published = await fetch(`${address}/v1/desk/articles/${id}/publish`, {
      ...{ method: 'POST', headers: { ...headers, 'if-match': etag }, body: '{}' },
    });
    if (!published.ok) throw new Error(`Long ${n} was not published: ${await published.text()}`);
  }
}
