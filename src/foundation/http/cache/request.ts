import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { faultOfHost } from '../request/host.ts';
import { offeredAt } from '../request/negotiate.ts';

/** Whether a request may use the cache: not with credentials, and not where it may be refused. */
export function mayUseCache(request: IncomingMessage): boolean {
  const { headers } = request;
  return (
    headers.authorization === undefined &&
    headers.cookie === undefined &&
    headers['x-api-key'] === undefined &&
    headers['proxy-authorization'] === undefined &&
    headers.expect === undefined &&
    headers['transfer-encoding'] === undefined &&
    (headers['content-length'] === undefined || headers['content-length'] === '0') &&
    faultOfHost(request) === undefined
  );
}

const known = new Map<string, boolean>();
const mostKnown = 500;

/** Whether a request's `Accept` allows a media type. Clients send few different ones, so results are kept. */
export function accepts({ headers: { accept } }: IncomingMessage, mediaType: string): boolean {
  if (accept === undefined || accept === '' || accept === '*/*') return true;
  const key = `${mediaType} ${accept}`;
  let accepts = known.get(key);
  if (accepts === undefined) {
    accepts = new Negotiator({ headers: { accept } }).mediaTypes([mediaType]).length > 0;
    if (known.size >= mostKnown) known.clear();
    known.set(key, accepts);
  }
  return accepts;
}

/**
 * The media type of a response that may be cached; undefined when the address has several types, depends on the time, or
 * the query asks for more than is public.
 */
export function keptAs(request: FastifyRequest): string | undefined {
  const [mediaType, ...others] = offeredAt(request);
  const { timeDependent } = request.routeOptions.config;
  return timeDependent || others.length > 0 || asksForMore(request.query) ? undefined : mediaType;
}

// Parameters that may ask for what is not public.
const showing = ['preview', 'token', 'key'];

/** Whether the query has such a parameter. */
function asksForMore(query: unknown): boolean {
  return Object.keys(query as object).some((name) => showing.includes(name.toLowerCase()));
}
