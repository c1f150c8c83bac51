import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Clock } from '../foundation/clock.ts';
import type { Database, Db } from '../foundation/database/database.ts';
import { nameKey } from '../foundation/http/request/answered.ts';
import { addressOf, decoded } from '../foundation/http/request/address.ts';
import type { App } from '../foundation/http/request/app.ts';
import { countedAs } from '../foundation/http/connections/proxies.ts';
import { isServed } from '../foundation/http/request/methods.ts';
import { leadsNowhere } from '../foundation/http/errors/refusals.ts';
import { invalidRequest, Problem } from '../foundation/problem.ts';
import { type Caller, authenticate, type Authenticated } from './caller.ts';
import { trackLastUse } from './last-used.ts';
import { isForPersons } from './persons-only.ts';
import { type Access, lowestRoleWith, requireScope, roles, type Scope, scopes } from './scopes.ts';
import { securityLog } from './security-log.ts';
import { countWrongKeys } from './wrong-keys.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller; set only on routes that need a scope. */
    actor: Caller;
  }
}

type Parts = {
  database: Database;
  clock: Clock;
  /** These sections and all below them. Passed in, since a key knows only their ids. */
  sectionsBelow: (db: Db, ids: string[]) => Promise<ReadonlySet<string>>;
};

const known: ReadonlySet<unknown> = new Set<Access>(['public', ...scopes]);

/**
 * Checks the scope of every route before anything else of the request. Register it before the routes; the server
 * refuses to start when a route declares no access.
 */
export function guardRoutes(app: App, parts: Parts): void {
  const wrong = countWrongKeys(parts.clock);
  const usage = trackLastUse(parts);
  const security = securityLog(parts.clock);
  const authenticated = new WeakMap<FastifyRequest, Authenticated>();
  // Set by the hook before any handler; Fastify wants the place declared.
  app.decorateRequest('actor', null as unknown as Caller);
  app.addHook('onRoute', declareAccess);
  app.addHook('onReady', async () => refuseUndeclared(app));

  app.addHook('onRequest', (request, reply, done) => {
    const refused = keyInAddress(request);
    const scope = neededBy(request);
    if (scope !== 'public') {
      reply.header('cache-control', 'no-store');
      if (refused) return done(refused);
      return void admit(request, reply, scope).then(() => done(), done);
    }
    app.rateLimits.byAddress(request, reply);
    done(refused);
  });

  async function admit(request: FastifyRequest, reply: FastifyReply, scope: Scope): Promise<void> {
    const found = await enter(request).catch((error: unknown): never => {
      // Without a valid key, whoever sent it counts.
      app.rateLimits.byAddress(request, reply);
      throw error;
    });
    const { caller, sections } = found;
    app.rateLimits.byKey(reply, caller.keyId);
    authenticated.set(request, found);
    request.actor = caller;
    if (sections) caller.sections = await parts.database.read((db) => parts.sectionsBelow(db, sections));
    request.server.admission.recognize(request);
    nameKey(request, caller.keyId);
    requireScope(caller, scope);
  }

  // A valid key is served even from an address with many wrong ones: behind a proxy, all clients share one.
  async function enter(request: FastifyRequest): Promise<Authenticated> {
    const { authorization } = request.headers;
    if (authorization === undefined) throw unauthorized('This address needs a key, and none was sent.');
    const [, sent] = /^(?:Bearer +)+(\S+)$/i.exec(authorization) ?? [];
    // Not counted as a wrong key, since none was sent.
    if (sent === undefined) throw unauthorized('Send the key as Authorization: Bearer dl_….');
    const found = await authenticate(sent, parts);
    if (found.caller) return found;
    security.refusedKey(request, found);
    const seconds = wrong.count(countedAs(request.ip));
    throw seconds > 0
      ? tooMany(seconds)
      : unauthorized('The key that was sent is not valid.', 'invalid_token');
  }

  app.addHook('onError', (request, _reply, error, done) => {
    const isDenied = error instanceof Problem && (error.problem === 'forbidden' || isForPersons(error));
    if (isDenied) security.deniedAct(request, error);
    done();
  });

  app.addHook('onResponse', (request: FastifyRequest, _reply: FastifyReply, done) => {
    done();
    const found = authenticated.get(request);
    if (found)
      usage.note(found, (error) => request.log.warn({ err: error }, 'did not note the use of a key'));
  });
  app.addHook('onClose', async () => {
    await usage.settled();
  });
}

/** Adds the scope of a route to its description in the contract. */
function declareAccess(route: RouteOptions): void {
  const { schema, config } = route;
  if (!schema?.operationId || !isScope(config?.access) || schema.security) return;
  const role = lowestRoleWith(config.access);
  const whose = role === roles.at(-1) ? role : `${role} and up`;
  route.schema = {
    ...schema,
    description: `${schema.description ?? ''} Needs \`${config.access}\` (${whose}).`.trim(),
    security: [{ key: [] }],
  };
}

function refuseUndeclared(app: App): void {
  const undeclared = app.routeList
    .filter(({ options }) => !known.has(options.config?.access))
    .map(({ methods, url }) => `${methods.join(',')} ${url}`);
  if (undeclared.length > 0)
    throw new Error(`These routes do not declare their access: ${undeclared.join('; ')}`);
}

/** URLs end up in logs, histories and caches: a key in one is no longer secret. */
function keyInAddress({ query }: FastifyRequest): Problem | undefined {
  for (const [name, value] of Object.entries(query as Record<string, string | string[]>)) {
    if (!holdsKey(name) && ![value].flat().some(holdsKey)) continue;
    const detail = 'a key must not stand in an address: send it in Authorization, and revoke this one';
    return invalidRequest([{ ...(!holdsKey(name) && { parameter: name }), detail }]);
  }
  return undefined;
}

function holdsKey(text: string): boolean {
  return /\bdl_[0-9A-Za-z]/.test(text);
}

/** Unknown paths and methods under /v1/desk need a key too, so that 404 and 405 tell strangers nothing. */
function neededBy(request: FastifyRequest): Access {
  const { raw, routeOptions, url } = request;
  const { access } = routeOptions.config;
  if (isScope(access) && isServed(raw)) return access;
  const path = (leadsNowhere(request) ? undefined : routeOptions.url) ?? decoded(addressOf(url).path);
  return /^\/v1\/desk(?![^/])/.test(path) ? 'desk:enter' : 'public';
}

function isScope(access: unknown): access is Scope {
  return access !== 'public' && known.has(access);
}

function unauthorized(detail: string, error?: 'invalid_token'): Problem {
  const challenge = `Bearer realm="Dateline desk"${error ? `, error="${error}"` : ''}`;
  return new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } });
}

function tooMany(seconds: number): Problem {
  return new Problem(
    'too-many-requests',
    `Too many wrong keys came from this address. Try again in ${seconds} seconds.`,
    {
      headers: { 'retry-after': String(seconds) },
    },
  );
}
