import { Counter, type Histogram, type Registry } from 'prom-client';
import { bounds, countAnswers } from './answers.ts';
import { addFigure, counter } from './figures.ts';

type Counted = ReturnType<typeof countAnswers>;

/** Adds the metrics of answers. */
export function addAnswers(registry: Registry, { answers, times, cached }: Counted): void {
  const requests = new Counter({
    ...{
      name: 'dateline_http_requests_total',
      help: 'Requests that were answered, by route, method and status.',
    },
    ...{ labelNames: ['route', 'method', 'status'], registers: [registry] },
    collect() {
      requests.reset();
      for (const { labels, count } of answers()) requests.inc(labels, count);
    },
  });
  addTimes(registry, times);
  addFigure(
    registry,
    counter(
      'dateline_cache_answers_total',
      'Public answers by what the cache did: hit, revalidated (304), collapsed (waited for an equal request), stale, miss, bypass.',
      cached,
      'result',
    ),
  );
}

/** A histogram of what was counted already; those of prom-client count by themselves, one value at a time. */
function addTimes(registry: Registry, times: Counted['times']): void {
  const name = 'dateline_http_request_seconds';
  const help =
    'Seconds from a request to the end of its answer, without refused ones (503), by class; `ready` came from the cache.';
  const metric = {
    name,
    get: async () => ({
      ...{ name, help, type: 'histogram' },
      // By class and not by route, which would be thousands of time series.
      values: [...times()].flatMap(([of, { counts, sum }]) => {
        let below = 0;
        const buckets = counts.map((count, index) => ({
          metricName: `${name}_bucket`,
          labels: { le: bounds[index] ?? '+Inf', class: of },
          value: (below += count),
        }));
        return [
          ...buckets,
          { metricName: `${name}_sum`, labels: { class: of }, value: sum },
          { metricName: `${name}_count`, labels: { class: of }, value: below },
        ];
      }),
    }),
  };
  // The registry asks a metric only for these; its types want the class.
  registry.registerMetric(metric as unknown as Histogram);
}
