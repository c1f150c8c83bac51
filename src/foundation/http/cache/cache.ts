import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.ts';
import type { App } from '../request/app.ts';
import { takeOverRequests } from '../request/take-over.ts';
import { isPublicRead } from '../answer/conditional.ts';
import { noteArrival, noteHungUp, noteWhenSent, type OnAnswer } from '../request/answered.ts';
import { type CachedResponse, representationOf } from './cached-response.ts';
import type { Freshness, PublicSnapshot } from './freshness.ts';
import { acceptedEncoding } from './encodings.ts';
import { trackInFlight } from './in-flight.ts';
import { accepts, keptAs, mayUseCache } from './request.ts';
import { cacheControlOf, sendCached } from './send.ts';
import { keyOf, openResponseStore } from './store.ts';
import { storeResponses } from './store-responses.ts';

declare module '../request/app.ts' {
  interface AppStats {
    cache?: { answers: number; bytes: number; inFlight: number };
  }
}

export type CacheSettings = {
  /** The size of the cache in bytes; 0 turns it off. */
  bytes: number;
  freshness: Freshness;
  clock: Clock;
};

type Parts = CacheSettings & {
  onAnswer: OnAnswer | undefined;
  requestIdOf: (request: IncomingMessage) => string;
};

const hit = 'dateline; hit';

/**
 * The response cache: serves public reads from memory while nothing public has changed since, and stores responses that
 * were made. Equal requests at the same time share one response. Register it before all hooks that set headers, and
 * `storeResponses` after those that do.
 */
export function cacheResponses(app: App, { bytes, freshness, clock, onAnswer, requestIdOf }: Parts) {
  const store = openResponseStore(bytes);
  const inFlight = trackInFlight();
  app.stats.cache = {
    get answers() {
      return store.count();
    },
    get bytes() {
      return store.bytes();
    },
    get inFlight() {
      return inFlight.count();
    },
  };
  answerBeforeRouting(app, answerFromCache);

  /** The state that was asked for before routing. */
  const asked = new WeakMap<IncomingMessage, Promise<PublicSnapshot>>();

  // For requests without a socket (inject), first compressions, and misses.
  app.addHook('onRequest', (request, reply, done) => {
    if (!isPublicRead(request) || request.routeOptions.config.cacheable === false) return done();
    const state = freshness.known();
    if (state) return meet(request, reply, state, done);
    const finding = asked.get(request.raw) ?? freshness.find();
    finding.then((found) => meet(request, reply, found, done), done);
  });

  /**
   * The fast path for hits, before routing; false when there is none. After a commit all who ask wait here for one look at
   * what it changed, which costs each of them less than routing.
   */
  function answerFromCache(request: IncomingMessage, response: ServerResponse, handOn: () => void): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const target = request.url ?? '';
    const answer = store.find(target) ?? store.find(keyOf(target));
    if (!answer || !isWelcome(request, answer.mediaType)) return false;
    const state = freshness.known();
    if (state) return sendIfFresh(request, response, { answer, state });
    if (onAnswer) noteArrival(request);
    const finding = freshness.find();
    asked.set(request, finding);
    const found = finding.catch(() => undefined);
    void found.then((state) => {
      if (request.socket.destroyed) return noteGone(request, answer);
      if (!state || !sendIfFresh(request, response, { answer, state })) handOn();
    });
    return true;
  }

  function noteGone(request: IncomingMessage, { route }: CachedResponse): void {
    if (onAnswer) noteHungUp(onAnswer, request, { requestId: requestIdOf(request), route });
  }

  function sendIfFresh(
    request: IncomingMessage,
    response: ServerResponse,
    { answer, state }: { answer: CachedResponse; state: PublicSnapshot },
  ): boolean {
    if (!isFresh(answer, state)) return false;
    const form = formFor(request, answer);
    if (form instanceof Promise) return false;
    const requestId = requestIdOf(request);
    const cacheControl = cacheControlOf(answer, state.endsAt - clock.now());
    const sent = sendCached(request, response, form, { cacheControl, cacheStatus: hit, requestId });
    if (onAnswer)
      noteWhenSent(onAnswer, request, response, {
        ...{ requestId, path: answer.pathInLog, route: answer.route, cacheStatus: hit, bytes: sent },
      });
    return true;
  }

  /** Whether nothing that an answer shows has changed since it was made. */
  function isFresh(answer: CachedResponse, { revision }: PublicSnapshot): boolean {
    if (answer.revision === revision) return true;
    if (answer.keys.length === 0 || !freshness.isUntouched(answer.keys, answer.revision)) return false;
    answer.revision = revision;
    return true;
  }

  function isWelcome(request: IncomingMessage, mediaType: string): boolean {
    return mayUseCache(request) && accepts(request, mediaType);
  }

  /** Answers from the cache or from the request in flight; else lets this request make the response. */
  function meet(
    request: FastifyRequest,
    reply: FastifyReply,
    state: PublicSnapshot,
    done: (error?: Error) => void,
  ): void {
    const mediaType = keptAs(request);
    if (!store.isOpen || mediaType === undefined || !isWelcome(request.raw, mediaType)) {
      inFlight.note(request, { cacheStatus: 'dateline; fwd=bypass' });
      return done();
    }
    const key = keyOf(request.raw.url ?? '');
    const answer = store.find(key);
    if (answer && isFresh(answer, state)) return send(answer, hit);
    const cacheStatus = `dateline; fwd=${answer ? 'stale' : 'uri-miss'}`;
    const pending = inFlight.find(key, state.revision);
    if (!pending) {
      inFlight.note(request, { cacheStatus, pending: inFlight.start(key, state.revision, reply.raw) });
      return done();
    }
    void pending.result.then((landed) => {
      if (landed) return send(landed, `${cacheStatus}; collapsed`);
      inFlight.note(request, { cacheStatus });
      done();
    });

    function send(ready: CachedResponse, how: string): void {
      Promise.resolve(formFor(request.raw, ready)).then((form) => {
        const cacheControl = cacheControlOf(ready, state.endsAt - clock.now());
        reply.hijack();
        const said = { cacheControl, cacheStatus: how, requestId: request.id };
        inFlight.note(request, { cacheStatus: how, bytes: sendCached(request.raw, reply.raw, form, said) });
      }, done);
    }
  }

  function formFor({ url = '', headers }: IncomingMessage, answer: CachedResponse) {
    const accepted = acceptedEncoding(headers['accept-encoding']);
    return representationOf(answer, accepted, () => store.weigh(keyOf(url), answer));
  }

  return {
    storeResponses: () => storeResponses(app, { store, inFlight, formFor }),
    /** The part of the cache in an answer of Fastify; undefined when it was not asked. */
    partIn: (request: FastifyRequest) => inFlight.noted(request),
    /** The time until the next public end. Asked anew where somebody has written meanwhile: that must not show. */
    leftMs: async () => (freshness.known() ?? (await freshness.find())).endsAt - clock.now(),
  };
}

/** Calls `answer` before Fastify: what Fastify does before its first hook costs as much as everything else. */
function answerBeforeRouting(
  app: App,
  answer: (request: IncomingMessage, response: ServerResponse, handOn: () => void) => boolean,
): void {
  const handOn = takeOverRequests(app);
  app.server.on('request', (request, response) => {
    if (!answer(request, response, () => handOn(request, response))) handOn(request, response);
  });
}
