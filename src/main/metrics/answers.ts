import type { Answered } from '../../foundation/http/request/answered.ts';
import { usualMethods } from '../../foundation/http/request/unusual-methods.ts';

/** Seconds, from an answer of the cache to the longest that a handler may take. */
export const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How many answers took up to each bound but longer than the one before, then the longer ones; and the sum of all. */
export type Times = { counts: number[]; sum: number };

type Counted = Pick<Answered, 'route' | 'method' | 'status' | 'tookMs' | 'cacheStatus'>;
type OfRoute = { times: Times; answers: Map<string, Map<number, number>> };
type OfCache = { whole: number; notModified: number };

const methods = new Set([...usualMethods, 'OPTIONS']);

/**
 * Counts answers in plain numbers: an answer from the cache takes some microseconds, of which counters with labels would
 * take a tenth. Only patterns and names of ours are kept, never what a client sent.
 */
export function countAnswers() {
  const routes = new Map<string, OfRoute>();
  const classes = new Map<string, Times>();
  const caching = new Map<string, OfCache>();

  function onAnswer({ route = 'none', method, status, tookMs, cacheStatus }: Counted): void {
    const { times: spent, answers: byMethod } = routes.get(route) ?? addRoute(route);
    const byStatus = entry(byMethod, methods.has(method) ? method : 'other', () => new Map<number, number>());
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    const seconds = tookMs / 1000;
    const place = bounds.findIndex((bound) => seconds <= bound);
    spent.counts[place < 0 ? bounds.length : place]! += 1;
    spent.sum += seconds;
    if (cacheStatus !== undefined) countCaching(cacheStatus, status);
  }

  function countCaching(cacheStatus: string, status: number): void {
    const counted = entry(caching, cacheStatus, () => ({ whole: 0, notModified: 0 }));
    if (status === 304) counted.notModified += 1;
    else counted.whole += 1;
  }

  function addRoute(route: string): OfRoute {
    const times = entry(classes, classOf(route), () => ({
      counts: [...bounds, Infinity].map(() => 0),
      sum: 0,
    }));
    return entry(routes, route, () => ({ times, answers: new Map() }));
  }

  /** The number of answers by route, method and status. */
  function answers() {
    return [...routes].flatMap(([route, { answers: byMethod }]) =>
      [...byMethod].flatMap(([method, byStatus]) =>
        [...byStatus].map(([status, count]) => ({ labels: { route, method, status }, count })),
      ),
    );
  }

  /** The number of public answers by what the cache did. */
  function cached(): Record<string, number> {
    const results = { hit: 0, revalidated: 0, collapsed: 0, stale: 0, miss: 0, bypass: 0 };
    for (const [cacheStatus, { whole, notModified }] of caching) {
      const result = resultOf(cacheStatus);
      results[result] += whole;
      results[result === 'hit' ? 'revalidated' : result] += notModified;
    }
    return results;
  }

  /** The times of each class of requests. */
  function times(): ReadonlyMap<string, Times> {
    return classes;
  }

  return { onAnswer, answers, cached, times };
}

function classOf(route: string): string {
  if (route.startsWith('/health/')) return 'health';
  return route.startsWith('/v1/desk/') ? 'desk' : 'public';
}

/** What the cache did, by its Cache-Status. */
function resultOf(cacheStatus: string) {
  if (cacheStatus.includes('hit')) return 'hit';
  if (cacheStatus.includes('collapsed')) return 'collapsed';
  if (cacheStatus.includes('stale')) return 'stale';
  return cacheStatus.includes('bypass') ? 'bypass' : 'miss';
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
