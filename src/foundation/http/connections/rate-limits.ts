import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.ts';
import { Problem } from '../../problem.ts';
import type { Refuse } from '../admission/refuse.ts';
import { addressOf } from '../request/address.ts';
import type { App } from '../request/app.ts';
import { takeOverRequests } from '../request/take-over.ts';
import { clientAddress, countedAs, type Trust } from './proxies.ts';
import { rateCounter } from './rate-counter.ts';

declare module '../request/app.ts' {
  interface AppStats {
    /** Requests that were refused since their address or their key had sent too many. */
    limited: { address: number; key: number };
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    rateLimits: {
      /** Counts a request for its client's address, once. Throws `too-many-requests`. */
      byAddress: (request: FastifyRequest, reply: FastifyReply) => void;
      /** Counts a request for its key. Throws `too-many-requests`. */
      byKey: (reply: FastifyReply, keyId: string) => void;
    };
  }
}

/** How many requests an address or a key may send in a minute; no limit where there is no number. */
export type RateLimits = {
  perAddress?: number | undefined;
  perKey?: number | undefined;
  clock: Clock;
};

type Parts = {
  limits: RateLimits | undefined;
  isTrusted: Trust;
  isUnlimited: Trust;
  refuse: Refuse;
};

const spanMs = 60_000;
const mostNames = 100_000;

/**
 * Limits requests by address and by key. A request with a valid key counts for the key alone, every other one for the
 * address. Register it after all that answers before Fastify: what has no key is counted before any of that.
 */
export function limitRates(app: App, { limits, isTrusted, isUnlimited, refuse }: Parts): void {
  const address = limiter('address', limits?.perAddress, limits?.clock);
  const key = limiter('key', limits?.perKey, limits?.clock);
  const stats = { address: 0, key: 0 };
  app.stats.limited = stats;
  const counted = new WeakSet<IncomingMessage>();
  let isTold = false;

  function countAddress(request: IncomingMessage): Taken | undefined {
    const client = clientAddress(request, isTrusted);
    if (address && !isTold) tellOfSilentProxy(request);
    if (!address || counted.has(request) || isUnlimited(client) || isHealth(request)) return undefined;
    counted.add(request);
    const taken = address(countedAs(client));
    if (taken.problem) stats.address += 1;
    return taken;
  }

  /** Who comes through a proxy that names nobody counts as the proxy, which may send any number. */
  function tellOfSilentProxy(request: IncomingMessage): void {
    const proxy = request.socket.remoteAddress;
    if (proxy === undefined || !isTrusted(proxy) || isHealth(request)) return;
    if (request.headers['x-forwarded-for'] !== undefined) return;
    isTold = true;
    app.log.warn(
      { proxy },
      'RATE_LIMIT_PER_ADDRESS limits nobody who comes through this proxy of TRUST_PROXY: it sends no X-Forwarded-For',
    );
  }

  function tell(reply: FastifyReply, { headers, problem }: Taken): void {
    reply.headers(headers);
    if (problem) throw problem;
  }

  app.decorate('rateLimits', {
    byAddress(request: FastifyRequest, reply: FastifyReply) {
      const taken = countAddress(request.raw);
      if (taken) tell(reply, taken);
    },
    byKey(reply: FastifyReply, keyId: string) {
      const taken = key?.(keyId);
      if (taken?.problem) stats.key += 1;
      if (taken) tell(reply, taken);
    },
  });
  if (!address) return;

  const handOn = takeOverRequests(app);
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const taken = request.headers.authorization === undefined ? countAddress(request) : undefined;
    for (const [name, value] of Object.entries(taken?.headers ?? {})) response.setHeader(name, value);
    if (taken?.problem) return refuse(request, response, classOf(request), taken.problem);
    handOn(request, response);
  });
}

type Taken = { headers: Record<string, string>; problem: Problem | undefined };

/** Counts by the names of one policy. Headers as in draft-ietf-httpapi-ratelimit-headers-10. */
function limiter(policy: 'address' | 'key', count: number | undefined, clock: Clock | undefined) {
  if (count === undefined || clock === undefined) return undefined;
  const { take } = rateCounter(clock, { count, spanMs }, mostNames);
  return function takeOne(name: string): Taken {
    const { left, seconds } = take(name);
    const headers = {
      'ratelimit-policy': `"${policy}";q=${count};w=${spanMs / 1000}`,
      ratelimit: `"${policy}";r=${Math.max(0, left)};t=${seconds}`,
    };
    if (left >= 0) return { headers, problem: undefined };
    const detail = `This ${policy} may send ${count} requests in a minute. Try again in ${seconds} seconds.`;
    const wait = { 'retry-after': String(seconds) };
    return { headers, problem: new Problem('too-many-requests', detail, { headers: wait }) };
  };
}

/** Load balancers ask often, and must not be told that the server is not well. */
function isHealth({ url = '' }: IncomingMessage): boolean {
  return addressOf(url).path.startsWith('/health/');
}

function classOf({ url = '' }: IncomingMessage) {
  const isDesk = addressOf(url).path.startsWith('/v1/desk');
  return { load: isDesk ? ('desk' as const) : ('public' as const), route: undefined };
}
