import type { Answered } from '../../foundation/http/request/answered.ts';
import { usualMethods } from '../../foundation/http/request/methods.ts';

/** Seconds, from an answer of the cache to the longest that a handler may take. */
export const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How many answers took up to each bound but longer than the one before, then the longer ones; and the sum of all. */
export type Times = { counts: number[]; sum: number };

type Counted = Pick<Answered, 'route' | 'method' | 'load' | 'status' | 'tookMs' | 'cacheStatus'>;
type OfRoute = Map<string, Map<number, number>>;
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

  function onAnswer({ route = 'none', method, load, status, tookMs, cacheStatus }: Counted): void {
    const ofRoute = entry(routes, route, (): OfRoute => new Map());
    const ofMethod = entry(ofRoute, methods.has(method) ? method : 'other', () => new Map<number, number>());
    ofMethod.set(status, (ofMethod.get(status) ?? 0) + 1);
    if (status !== 503) countTime(load, tookMs / 1000);
    if (cacheStatus !== undefined) countCaching(cacheStatus, status);
  }

  // Answers of the cache wait in no class.
  function countTime(load = 'ready', seconds: number): void {
    const ofClass = entry(classes, load, () => ({ counts: [...bounds, Infinity].map(() => 0), sum: 0 }));
    const place = bounds.findIndex((bound) => seconds <= bound);
    ofClass.counts[place < 0 ? bounds.length : place]! += 1;
    ofClass.sum += seconds;
  }

  function countCaching(cacheStatus: string, status: number): void {
    const counted = entry(caching, cacheStatus, () => ({ whole: 0, notModified: 0 }));
    if (status === 304) counted.notModified += 1;
    else counted.whole += 1;
  }

  /** The number of answers by route, method and status. */
  function answers() {
    return [...routes].flatMap(([route, ofRoute]) =>
      [...ofRoute].flatMap(([method, ofMethod]) =>
        [...ofMethod].map(([status, count]) => ({ labels: { route, method, status }, count })),
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
