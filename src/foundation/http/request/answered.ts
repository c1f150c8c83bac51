import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathInLog } from './logged-path.ts';

/** An answer that was sent, for the log and for figures. */
export type Answered = {
  requestId: string;
  /** As it was sent: a client may make it up. */
  method: string;
  /** As `pathInLog` gives it. */
  path: string;
  /** The pattern of its route, such as `/v1/articles/:slug`; undefined when there is none. */
  route: string | undefined;
  /** The class in which it waited; undefined for answers of the cache, which do not wait. */
  load?: string | undefined;
  status: number;
  /** From its arrival: the time in which it waited counts. */
  tookMs: number;
  /** Its `Cache-Status`; undefined when the response cache was not asked. */
  cacheStatus: string | undefined;
  /** The length of its body; undefined when the client hung up before it had all, or when it was not known before. */
  bytes: number | undefined;
  /** The id of the key that it was for. */
  keyId: string | undefined;
};

const arrivals = new WeakMap<IncomingMessage, { load: string | undefined; at: number }>();

/** Says that a request has arrived and waits, in this class if it has one. */
export function noteArrival(request: IncomingMessage, load?: string): void {
  arrivals.set(request, { load, at: arrivals.get(request)?.at ?? performance.now() });
}

const keyIds = new WeakMap<FastifyRequest, string>();

/** Says whose request this is, for its line in the log. */
export function nameKey(request: FastifyRequest, keyId: string): void {
  keyIds.set(request, keyId);
}

/** Gets every answer. */
export type OnAnswer = (answered: Answered) => void;

/** One function that calls all that are given; undefined when none is. */
export function callAll(...given: (OnAnswer | undefined)[]): OnAnswer | undefined {
  const [first, ...others] = given.filter((one) => one !== undefined);
  if (!first || others.length === 0) return first;
  return (answered) => {
    first(answered);
    for (const other of others) other(answered);
  };
}

/**
 * Calls `onAnswer` for every answer that Fastify gives, and for requests whose client hung up before. Register it before
 * all hooks that wait.
 */
export function noteAnswers(
  app: FastifyInstance,
  onAnswer: OnAnswer,
  fromCache: (request: FastifyRequest) => { cacheStatus: string; bytes?: number } | undefined,
): void {
  const unheard = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', (request, reply, done) => {
    // Fastify calls `onResponse` only for what was sent whole.
    reply.raw.once('close', () => {
      if (!wasTaken(reply.raw)) note(request, reply);
    });
    done();
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    // Node closes its side as soon as the client has closed its own: nothing of the answer gets there.
    if (request.raw.socket.writableEnded) unheard.add(request);
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    note(request, reply);
    done();
  });

  function note(request: FastifyRequest, reply: FastifyReply): void {
    const { id: requestId, raw, method, originalUrl, routeOptions } = request;
    const arrival = arrivals.get(raw);
    const tookMs = arrival ? performance.now() - arrival.at : reply.elapsedTime;
    const { cacheStatus, bytes = lengthOf(request, reply) } = fromCache(request) ?? {};
    const status = reply.raw.headersSent && !unheard.has(request) ? reply.raw.statusCode : hungUp;
    onAnswer({
      ...{ requestId, method, path: pathInLog(originalUrl), route: routeOptions.url },
      ...{ load: arrival?.load, status, tookMs },
      ...{ cacheStatus, keyId: keyIds.get(request) },
      bytes: wasTaken(reply.raw) ? bytes : undefined,
    });
  }
}

/** The status in the log where the client hung up before an answer; other servers use it too. */
const hungUp = 499;

/** Calls `onAnswer` when an answer has been sent that was made without Fastify: from the cache, or a refusal. */
export function noteWhenSent(
  onAnswer: OnAnswer,
  request: IncomingMessage,
  response: ServerResponse,
  {
    requestId,
    path,
    route,
    cacheStatus,
    bytes,
  }: Pick<Answered, 'requestId' | 'path' | 'route' | 'cacheStatus' | 'bytes'>,
): void {
  const { load, at = performance.now() } = arrivals.get(request) ?? {};
  response.on('close', () => {
    // One literal, without spreads, since this is a part of what an answer of the cache costs.
    onAnswer({
      requestId,
      method: request.method ?? '',
      path,
      route,
      load,
      status: response.statusCode,
      tookMs: performance.now() - at,
      cacheStatus,
      bytes: wasTaken(response) ? bytes : undefined,
      keyId: undefined,
    });
  });
}

/** Calls `onAnswer` for a request whose client hung up while it waited. */
export function noteHungUp(
  onAnswer: OnAnswer,
  request: IncomingMessage,
  { requestId, route }: Pick<Answered, 'requestId' | 'route'>,
): void {
  const { load, at = performance.now() } = arrivals.get(request) ?? {};
  onAnswer({
    ...{ requestId, method: request.method ?? '', path: pathInLog(request.url ?? ''), route, load },
    ...{ status: hungUp, tookMs: performance.now() - at },
    ...{ cacheStatus: undefined, bytes: undefined, keyId: undefined },
  });
}

/** Whether the client was there until the end. */
function wasTaken({ writableFinished, socket }: ServerResponse): boolean {
  return writableFinished || socket?.destroyed === false;
}

function lengthOf({ method }: FastifyRequest, reply: FastifyReply): number | undefined {
  if (method === 'HEAD' || reply.statusCode === 304 || reply.statusCode === 204) return 0;
  const length = reply.getHeader('content-length');
  return length === undefined ? undefined : Number(length);
}
