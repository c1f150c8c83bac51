import fastify, { LogController } from 'fastify';
import { admitRequests, type Limits } from '../admission/admission.ts';
import { refuser } from '../admission/refuse.ts';
import type { App } from '../request/app.ts';
import { limitConnections } from '../connections/connections.ts';
import { trustedProxies, unlimitedAddresses, type Trust } from '../connections/proxies.ts';
import { limitRates, type RateLimits } from '../connections/rate-limits.ts';
import { requestIds } from '../connections/request-ids.ts';
import { refuseSlowBodies } from '../connections/slow-bodies.ts';
import { refuseBadSockets, refuseTunnels } from '../errors/bad-sockets.ts';
import { announceDeprecations } from '../answer/deprecation.ts';
import { addPublicPath } from '../answer/public-path.ts';
import { conditionalAnswers, addCacheHeaders } from '../answer/conditional.ts';
import { answerErrors, answerFrameworkError } from '../errors/errors.ts';
import { secureHeaders } from '../answer/headers.ts';
import { callAll, noteAnswers, type OnAnswer } from '../request/answered.ts';
import { answerLog, type LogSettings, loggerOptions } from '../request/logging.ts';
import { onlyJsonBodies } from '../request/media-types.ts';
import { takeMultipart } from '../request/multipart.ts';
import { negotiate } from '../request/negotiate.ts';
import { cacheResponses, type CacheSettings } from '../cache/cache.ts';
import { restoreMethods } from '../request/methods.ts';
import { refuseEarly, routedTarget } from '../errors/refusals.ts';
import { findPaths } from '../contract/known-paths.ts';
import { rememberRoutes } from '../contract/route-list.ts';
import { limitHandlers } from './handler-limit.ts';
import { closeInOrder } from './closing.ts';
import { addSurrogateKeys } from '../answer/surrogate-keys.ts';
import { type ZodTypeProvider, zodSerializer, zodValidator } from '../request/zod.ts';

export type { App } from '../request/app.ts';

export type ServerSettings = {
  /** Where readers reach this server, without a slash at the end: problem types point there. */
  publicUrl: string;
  /** Refuse to answer what a route's schema does not declare: for tests and development. */
  strict: boolean;
  logger?: LogSettings;
  /** Gets every answer that was sent, for figures. */
  onAnswer?: OnAnswer | undefined;
  /** Origins whose scripts may use routes that need a key. By default none. */
  keyOrigins?: readonly string[];
  /** Send Strict-Transport-Security: only where TLS ends in front of this server for good. */
  hsts?: boolean;
  /** True from the moment the process was told to stop. */
  isStopping?: () => boolean;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` names the client. */
  trustProxy?: readonly string[] | undefined;
  /** Addresses whose connections are not limited. By default this machine and the trusted proxies. */
  isUnlimited?: Trust;
  /** How many requests an address or a key may send. */
  rateLimits?: RateLimits;
  limits?: Limits;
  /** The response cache. Without it every response is made anew. */
  cache?: CacheSettings;
  /** Send surrogate keys as `Cache-Tag` too. */
  cacheTag?: boolean;
};

/** Five minutes: long enough for the largest upload on a slow line. */
export const longestUploadMs = 300_000;

/**
 * A Fastify server with all hooks for requests, responses, errors and headers, without routes. Register
 * `methodNotAllowed` last: its hook must be the last one.
 */
export function createServer(settings: ServerSettings): App {
  const { publicUrl, strict, trustProxy, keyOrigins = [], isStopping = () => false } = settings;
  const { isUnlimited = unlimitedAddresses(trustProxy) } = settings;
  const isTrusted = trustedProxies(trustProxy);
  const requestIdOf = requestIds(trustProxy);
  const app: App = fastify({
    ...loggerOptions(settings.logger),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    // headersTimeout must stay below requestTimeout, or Node swaps them; both are only looked at each interval.
    // The most that a request may take to arrive, files and all; for all others `refuseSlowBodies` is stricter.
    requestTimeout: longestUploadMs,
    // A request without one Host is answered by `refuseEarly`.
    http: {
      headersTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: false,
      // Without it Node takes the first of several Host or Authorization lines and hides the others.
      joinDuplicateHeaders: true,
    },
    keepAliveTimeout: 65_000,
    handlerTimeout: 15_000,
    bodyLimit: 256 * 1024,
    // `request.ip` is the client's address. URLs in answers never come from headers.
    trustProxy: isTrusted,
    exposeHeadRoutes: true,
    forceCloseConnections: 'idle',
    // While it stops, every request that was read is answered: see `closeInOrder`.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: neverNeeded, buildSerializer: neverNeeded } },
    rewriteUrl: routedTarget,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: refuseBadSockets(publicUrl),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(zodValidator);
  app.setSerializerCompiler(zodSerializer({ strict }));
  app.decorate('stats', {
    ...{ replays: 0, refusedSockets: 0 },
    ...{ connections: { open: 0, refused: 0, cut: 0 }, limited: { address: 0, key: 0 } },
  });
  limitConnections(app, { isUnlimited, publicUrl });
  limitHandlers(app);
  restoreMethods(app);
  refuseTunnels(app, publicUrl);
  rememberRoutes(app);
  findPaths(app);
  const onAnswer = callAll(answerLog(settings.logger), settings.onAnswer);
  const hsts = settings.hsts ?? false;
  const refuse = refuser({ publicUrl, hsts, keyOrigins, onAnswer, requestIdOf });
  admitRequests(app, { refuse, onAnswer, requestIdOf, limits: settings.limits });
  if (onAnswer) noteAnswers(app, onAnswer, (request) => ready?.partIn(request));
  const closing = closeInOrder(app, isStopping);
  const ready = settings.cache && cacheResponses(app, { ...settings.cache, onAnswer, requestIdOf });
  limitRates(app, { limits: settings.rateLimits, isTrusted, isUnlimited, refuse });
  answerErrors(app, publicUrl);
  secureHeaders(app, { hsts, keyOrigins });
  announceDeprecations(app);
  addPublicPath(app, publicUrl);
  refuseEarly(app);
  onlyJsonBodies(app);
  refuseSlowBodies(app);
  takeMultipart(app);
  negotiate(app);
  addSurrogateKeys(app, { cacheTag: settings.cacheTag ?? false });
  addCacheHeaders(app, ready?.leftMs ?? (async () => Infinity));
  ready?.storeResponses();
  conditionalAnswers(app);
  closing.listenFirst();
  return app;
}

/** In place of the compilers for JSON Schema, which Fastify would load at each start, and which are a hundred modules. */
function neverNeeded(): never {
  throw new Error('Schemas are compiled by Zod');
}
