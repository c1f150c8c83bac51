/** A reader and an editor who work as usual, whatever else happens to the server, and its memory meanwhile. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Newsroom } from './server-process.ts';

/**
 * Works until `stop`, which gives every request that failed, a sentence each, and the times. Who is told to come back
 * (503 with `Retry-After`) does so once: how long a busy machine keeps a server waiting is no promise.
 */
export function workNormally({ address, secret }: Newsroom) {
  let over = false;
  const failed: string[] = [];
  let askedAgain = 0;
  const times = { read: [] as number[], save: [] as number[] };
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };

  async function ask(kind: keyof typeof times, path: string, init: RequestInit = {}): Promise<unknown> {
    const startedAt = performance.now();
    try {
      let response = await fetch(`${address}${path}`, init);
      const comeBack = response.status === 503 ? response.headers.get('retry-after') : null;
      if (comeBack !== null) {
        await response.arrayBuffer();
        await pause(Number(comeBack) * 1000);
        askedAgain += 1;
        response = await fetch(`${address}${path}`, init);
      }
      const body: unknown = await response.json();
      times[kind].push(performance.now() - startedAt);
      if (response.ok) return body;
      failed.push(`${path} was answered ${response.status} to a normal client: ${JSON.stringify(body)}`);
      return undefined;
    } catch (error) {
      failed.push(`${path} was not answered to a normal client: ${String(error)}`);
      return undefined;
    }
  }

  async function read(): Promise<void> {
    for (let n = 0; !over; n += 1) {
      await ask('read', n % 2 === 0 ? '/v1/articles' : `/v1/articles?limit=${1 + (n % 20)}`);
      await pause(20);
    }
  }

  async function edit(): Promise<void> {
    const body = JSON.stringify({ headline: 'A story', bodyText: 'A text.' });
    let story = await ask('save', '/v1/desk/articles', { method: 'POST', headers, body });
    for (let n = 0; !over && story !== undefined; n += 1) {
      const { id, etag } = story as { id: string; etag: string };
      story = await ask('save', `/v1/desk/articles/${id}`, {
        ...{ method: 'PATCH', headers: { ...headers, 'if-match': etag } },
        body: JSON.stringify({ standfirst: `Edited ${n}.` }),
      });
      await pause(100);
    }
  }

  const working = Promise.all([read(), edit()]);
  return {
    async stop() {
      over = true;
      await working;
      return {
        failed,
        'asked again, as told': askedAgain,
        reads: times.read.length,
        'read, ms (p99)': slowest(times.read),
        saves: times.save.length,
        'save, ms (p99)': slowest(times.save),
      };
    },
  };
}

/** Watches the resident memory of a process; `stop` gives the most that it was, in megabytes. */
export function watchMemory(pid: number) {
  let most = 0;
  const watching = setInterval(() => {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    most = Math.max(most, Math.round(Number(kilobytes) / 1024));
  }, 100);
  return {
    stop(): number {
      clearInterval(watching);
      return most;
    },
  };
}

function slowest(numbers: number[]): number {
  return Math.round(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.99)] ?? 0);
}
