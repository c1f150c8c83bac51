import type { App } from '../../foundation/http/request/app.ts';
import { counter, type Figure, gauge } from './figures.ts';

/** Requests: those that wait or were refused, and answers that were not made anew. */
export function ofRequests(app: App): Figure[] {
  return [...ofConnections(app), ...ofAdmission(app), ...ofAnswers(app)];
}

function ofConnections({ stats }: App): Figure[] {
  return [
    gauge('dateline_http_connections', 'Open connections.', () => stats.connections.open),
    counter(
      'dateline_http_connections_refused_total',
      'Connections that were refused because their address had too many.',
      () => stats.connections.refused,
    ),
    counter(
      'dateline_http_connections_cut_total',
      'Connections that were closed because they took no answer, or sent a body that nobody reads.',
      () => stats.connections.cut,
    ),
    counter(
      'dateline_http_limited_total',
      'Requests beyond a rate limit, by what is limited: address or key.',
      () => stats.limited,
      'by',
    ),
    counter(
      'dateline_http_refused_sockets_total',
      'Connections on which no whole request arrived: too slow, headers too large, not HTTP.',
      () => stats.refusedSockets,
    ),
  ];
}

function ofAdmission({ admission }: App): Figure[] {
  return [
    gauge(
      'dateline_http_in_flight',
      'Requests that were begun and are not answered, and open streams, by class.',
      () => byClass(admission.stats(), ({ inFlight }) => inFlight),
      'class',
    ),
    gauge(
      'dateline_http_waiting',
      'Requests that wait for their turn, by class.',
      () => byClass(admission.stats(), ({ waiting }) => waiting),
      'class',
    ),
    counter(
      'dateline_http_shed_total',
      'Requests that were refused with 503 because too many waited or they had waited too long, by class.',
      () => byClass(admission.stats(), ({ full, late = 0 }) => full + late),
      'class',
    ),
    counter(
      'dateline_http_gone_total',
      'Requests that were never begun because the client hung up, by class.',
      () => byClass(admission.stats(), ({ gone }) => gone),
      'class',
    ),
  ];
}

/** Counts of a class; of requests that wait for others of their connection (`pipelined`) there are fewer. */
type Counts = { waiting: number; full: number; gone: number; inFlight?: number; late?: number };

function byClass(
  stats: Record<string, Counts>,
  numberOf: (counts: Counts) => number | undefined,
): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(stats).map(([name, counts]) => [name, numberOf(counts)]));
}

function ofAnswers({ stats }: App): Figure[] {
  return [
    gauge('dateline_cache_entries', 'Answers in the response cache.', () => stats.cache?.answers),
    gauge('dateline_cache_bytes', 'Bytes in the response cache.', () => stats.cache?.bytes),
    gauge(
      'dateline_cache_in_flight',
      'Answers that are being made, and that equal requests wait for.',
      () => stats.cache?.inFlight,
    ),
    counter(
      'dateline_idempotency_replays_total',
      'Writes that were answered from an earlier one with the same Idempotency-Key.',
      () => stats.replays,
    ),
  ];
}
