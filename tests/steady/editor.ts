/** An editor who saves a story again and again, and somebody who asks whether the server is alive. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { metricsOf, type Newsroom } from './server-process.ts';

type Place = Pick<Newsroom, 'address' | 'secret'>;

export type Times = { all: number[]; refused: string[] };

/** Saves until `isOver`. The first save makes the story. */
export async function saveAgainAndAgain({ address, secret }: Place, isOver: () => boolean): Promise<Times> {
  const times: Times = { all: [], refused: [] };
  const authorization = `Bearer ${secret}`;
  async function send(method: string, path: string, body: object, headers: Record<string, string> = {}) {
    const startedAt = performance.now();
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const story = (await response.json()) as { id: string; etag: string };
    times.all.push(performance.now() - startedAt);
    if (!response.ok) times.refused.push(`${method} ${path} was answered with ${response.status}`);
    return story;
  }
  let story = await send('POST', '/v1/desk/articles', { headline: 'Written under load' });
  for (let save = 1; !isOver(); save += 1) {
    await pause(100);
    const headers = { 'if-match': story.etag };
    story = await send('PATCH', `/v1/desk/articles/${story.id}`, { standfirst: `Save ${save}` }, headers);
  }
  return times;
}

/** Asks `/health/live` until `isOver`, as a load balancer does: each time on a new connection. */
export async function askWhetherAlive({ address }: Place, isOver: () => boolean): Promise<Times> {
  return askAgainAndAgain(`${address}/health/live`, { isOver, everyMs: 10 });
}

/** Asks for the metrics until `isOver`, as a scraper does, for a server with METRICS_PORT. */
export async function scrape(newsroom: Newsroom, isOver: () => boolean): Promise<Times> {
  return askAgainAndAgain(metricsOf(newsroom), { isOver, everyMs: 250 });
}

async function askAgainAndAgain(
  url: string,
  { isOver, everyMs }: { isOver: () => boolean; everyMs: number },
): Promise<Times> {
  const times: Times = { all: [], refused: [] };
  while (!isOver()) {
    const startedAt = performance.now();
    const status = await askAlone(url);
    times.all.push(performance.now() - startedAt);
    if (status !== 200) times.refused.push(`${new URL(url).pathname} was answered with ${status}`);
    await pause(everyMs);
  }
  return times;
}

async function askAlone(url: string): Promise<number | undefined> {
  const request = get(url, { agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

/** The time that 99 of 100 did not exceed, in milliseconds. */
export function p99({ all }: Times): number {
  return Math.round(all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.99) - 1] ?? 0);
}
