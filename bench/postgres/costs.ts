import assert from 'node:assert/strict';
import type { House } from '../house.ts';
import { sayAgain } from '../say.ts';
import { openProxy, type Cost, type Proxy } from './proxy.ts';
import type { Question } from './questions.ts';

type Parts = { house: House; questions: Question[]; databaseUrl: string; turns: number };

/**
 * What one request of each question costs on PostgreSQL, when nobody else asks. Work in the background asks, too, so that
 * the lowest cost of several turns is that of the request.
 */
export async function countCosts({
  house,
  questions,
  databaseUrl,
  turns,
}: Parts): Promise<Map<string, Cost>> {
  const url = new URL(databaseUrl);
  const proxy = await openProxy(Number(url.port));
  url.port = String(proxy.port);
  const costs = new Map<string, Cost>();
  try {
    for (const isCold of [false, true]) {
      const { address, stop } = await house.startDateline({ cached: !isCold, databaseUrl: url.href });
      try {
        for (const { what, job } of questions.filter((question) => question.isCold === isCold)) {
          sayAgain(`counting round trips: ${what}`);
          const asked: Cost[] = [];
          // The first prepares statements and fills the cache.
          for (let turn = 0; turn <= turns; turn += 1) asked.push(await ask({ proxy, address, job }));
          costs.set(what, lowest(asked.slice(1)));
        }
      } finally {
        await stop();
      }
    }
  } finally {
    proxy.close();
  }
  return costs;
}

type Asking = { proxy: Proxy; address: string; job: Question['job'] };

let serial = 0;

async function ask({ proxy, address, job: { paths, post } }: Asking): Promise<Cost> {
  if (!post) return proxy.costOf(() => send(address + paths![0]!));
  serial += 1;
  const number = `counted-${serial}`;
  const body = post.template.replaceAll('{number}', number);
  function create(): Promise<void> {
    return send(address + post!.path, { headers: post!.headers, body });
  }
  const { then } = post;
  if (!then) return proxy.costOf(create);
  await create();
  const path = then.path.replace('{number}', number);
  return proxy.costOf(() => send(address + path, { headers: then.headers, body: '{}' }));
}

async function send(url: string, post?: { headers: Record<string, string>; body: string }): Promise<void> {
  const answer = await fetch(
    url,
    post && { ...post, method: 'POST', headers: { ...post.headers, 'content-type': 'application/json' } },
  );
  assert.ok(answer.ok, `${url} answers ${answer.status}`);
  await answer.arrayBuffer();
}

function lowest(costs: Cost[]): Cost {
  return costs.toSorted(
    (one, other) => one.sent.flat().length - other.sent.flat().length || one.roundTrips - other.roundTrips,
  )[0]!;
}
