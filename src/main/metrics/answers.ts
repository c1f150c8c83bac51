import { Counter, Histogram, type Registry } from 'prom-client';
import type { Answered, OnAnswer } from '../../foundation/http/request/answered.ts';
import { usualMethods } from '../../foundation/http/request/unusual-methods.ts';

/** Seconds, from an answer of the cache to the longest that a handler may take. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts answers. Labels hold patterns and names of ours, never what a client sent. */
export function countAnswers(registry: Registry): OnAnswer {
  const registers = [registry];
  const requests = new Counter({
    ...{
      name: 'dateline_http_requests_total',
      help: 'Requests that were answered, by route, method and status.',
      registers,
    },
    labelNames: ['route', 'method', 'status'],
  });
  // By class and not by route, which would be thousands of time series.
  const seconds = new Histogram({
    ...{
      name: 'dateline_http_request_seconds',
      help: 'Seconds from a request to the end of its answer, by class.',
      registers,
    },
    ...{ labelNames: ['class'], buckets },
  });
  const cached = new Counter({
    ...{
      name: 'dateline_cache_answers_total',
      help: 'Public answers by what the cache did: hit, revalidated (304), collapsed (waited for an equal request), stale, miss, bypass.',
      registers,
    },
    labelNames: ['result'],
  });
  return function onAnswer(answered) {
    const { route = 'none', method, status, tookMs } = answered;
    requests.inc({ route, method: methods.has(method) ? method : 'other', status });
    seconds.observe({ class: classOf(route) }, tookMs / 1000);
    const result = cacheResultOf(answered);
    if (result) cached.inc({ result });
  };
}

const methods = new Set([...usualMethods, 'OPTIONS']);

function classOf(route: string): string {
  if (route.startsWith('/health/')) return 'health';
  return route.startsWith('/v1/desk/') ? 'desk' : 'public';
}

/** What the cache did, by its Cache-Status; undefined when it was not asked. */
function cacheResultOf({ cacheStatus, status }: Answered): string | undefined {
  if (cacheStatus === undefined) return undefined;
  if (cacheStatus.includes('hit')) return status === 304 ? 'revalidated' : 'hit';
  if (cacheStatus.includes('collapsed')) return 'collapsed';
  if (cacheStatus.includes('stale')) return 'stale';
  return cacheStatus.includes('bypass') ? 'bypass' : 'miss';
}
