import type { FastifyRequest, RouteOptions } from 'fastify';
import type { App } from '../request/app.ts';
import { addressOf } from '../request/address.ts';
import { isServed } from '../request/methods.ts';

/** That something will go away: docs/versions.md says what clients may rely on. */
export type Deprecation = {
  /** The day from which on it is deprecated, like `2027-01-01`. */
  since: string;
  /** The day from which on it may be gone: twelve months later at least. Without it no day is set. */
  sunset?: string;
  /** A sentence that says what to use instead. */
  instead: string;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** That the operation is deprecated: its answers and the contract say so. */
    deprecated?: Deprecation;
    /** The deprecated parameters of its query, by name. */
    deprecatedParameters?: Readonly<Record<string, Deprecation>>;
  }
}

/** Adds `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link to the answers of what is deprecated. */
export function announceDeprecations(app: App): void {
  app.addHook('onRoute', ({ url, config = {} }: RouteOptions) => {
    for (const deprecation of allOf(config)) refuseEarlyEnd(url, deprecation);
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    const met = isServed(request.raw) ? metBy(request) : [];
    if (met.length === 0) return done();
    const since = Math.min(...met.map((deprecation) => Date.parse(deprecation.since)));
    const ends = met.flatMap(({ sunset }) => (sunset === undefined ? [] : [Date.parse(sunset)]));
    const link = [reply.getHeader('link'), '</docs>; rel="deprecation"; type="text/html"'];
    reply.header('deprecation', `@${since / 1000}`);
    reply.header('link', link.filter((part) => part !== undefined).join(', '));
    if (ends.length > 0) reply.header('sunset', new Date(Math.min(...ends)).toUTCString());
    done();
  });
}

/** The sentences for the contract. */
export function describeDeprecation({ since, sunset, instead }: Deprecation): string {
  const until = sunset === undefined ? '' : `, works until ${sunset}`;
  return `**Deprecated** since ${since}${until}. ${instead}`;
}

type Config = { deprecated?: Deprecation; deprecatedParameters?: Readonly<Record<string, Deprecation>> };

function allOf({ deprecated, deprecatedParameters = {} }: Config): Deprecation[] {
  return [...(deprecated ? [deprecated] : []), ...Object.values(deprecatedParameters)];
}

function metBy({ routeOptions: { config }, url }: FastifyRequest): Deprecation[] {
  const { deprecated, deprecatedParameters } = config;
  if (deprecatedParameters === undefined) return deprecated ? [deprecated] : [];
  const sent = new URLSearchParams(addressOf(url).query);
  const met = Object.entries(deprecatedParameters).filter(([name]) => sent.has(name));
  return allOf({ ...(deprecated && { deprecated }), deprecatedParameters: Object.fromEntries(met) });
}

function refuseEarlyEnd(url: string, { since, sunset }: Deprecation): void {
  const year = new Date(since);
  year.setUTCFullYear(year.getUTCFullYear() + 1);
  const first = year.toISOString().slice(0, 10);
  if (sunset !== undefined && sunset < first)
    throw new Error(`${url}: what is deprecated on ${since} works until ${first} at least`);
}
