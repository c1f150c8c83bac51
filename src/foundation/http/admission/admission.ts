import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { noteArrival, noteHungUp, type OnAnswer } from '../request/answered.ts';
import type { App } from '../request/app.ts';
import { takeOverRequests } from '../request/take-over.ts';
import { type Class, classifier } from './classify.ts';
import { rememberKeys } from './known-keys.ts';
import { type LaneLimits, type LaneStats, openLanes } from './lanes.ts';
import { openConnectionQueues } from './connection-queues.ts';
import { laneLimits, type Lane } from './load-class.ts';
import type { Refuse } from './refuse.ts';

declare module 'fastify' {
  interface FastifyInstance {
    admission: Admission;
  }
}

export type Admission = {
  /** Tells that the key of a request is valid: from now on its requests wait among those of editors. */
  recognize: (request: FastifyRequest) => void;
  /** Whether requests of this connection wait for the one before them. */
  isWaiting: (socket: Socket) => boolean;
  /** Counts by class, and of what was pipelined. */
  stats: () => Record<Lane, LaneStats> & {
    pipelined: ReturnType<ReturnType<typeof openConnectionQueues>['stats']>;
  };
};

type Settings = {
  refuse: Refuse;
  onAnswer: OnAnswer | undefined;
  requestIdOf: (request: IncomingMessage) => string;
  limits: Limits | undefined;
};

/** Other limits than `laneLimits`, for tests. */
export type Limits = Partial<Record<Lane, LaneLimits>>;

type Admitted = {
  request: IncomingMessage;
  response: ServerResponse;
  route: () => void;
  refuse: () => void;
};

/**
 * Bounds what the server works on: each request waits in the lane of its class, before Fastify sees it, and is refused
 * with 503 where too many wait or it has waited too long. Requests of a client that hung up are not begun. Register it
 * before the cache, whose ready answers pass it: they cost no more than a refusal.
 */
export function admitRequests(app: App, { refuse, onAnswer, requestIdOf, limits }: Settings): void {
  const queues = openConnectionQueues();
  let connected = false;
  app.server.on('connection', () => (connected = true));
  const lanes = openLanes({ ...laneLimits, ...limits }, () => {
    const before = connected;
    connected = false;
    return before;
  });
  const keys = rememberKeys();
  const places = new WeakMap<ServerResponse, () => void>();
  const classOf = classifier((address) => app.findPath(address), keys.has);

  app.decorate('admission', {
    recognize({ headers: { authorization } }: FastifyRequest) {
      if (authorization !== undefined) keys.add(authorization);
    },
    isWaiting: queues.isWaiting,
    stats: () => ({ ...lanes.stats(), pipelined: queues.stats() }),
  });

  const handOn = takeOverRequests(app);
  app.server.on('request', function admit(request: IncomingMessage, response: ServerResponse) {
    const found = classOf(request);
    if (onAnswer) noteArrival(request, found.load);
    let waits = true;
    function route(): void {
      waits = false;
      handOn(request, response);
    }
    function refuseIt(): void {
      waits = false;
      refuse(request, response, found);
    }
    queues.enter(request, response, {
      begin: () => enterLane(found.load, { request, response, route, refuse: refuseIt }),
      refuse: refuseIt,
      gone() {
        if (!waits) return;
        places.get(response)?.();
        if (onAnswer) noteHungUp(onAnswer, request, { requestId: requestIdOf(request), route: found.route });
      },
    });
  });

  function enterLane(load: Class['load'], { request, response, route, refuse }: Admitted): void {
    if (load === 'health') return route();
    const leave = lanes.enter(load, {
      start() {
        route();
        if (load === 'desk' && isReading(request)) leaveWhileReading(request, response);
      },
      refuse,
    });
    places.set(response, leave);
    // Those who follow are there for as long as their answer lasts.
    if (load !== 'followers') leaveWithHead(response);
    response.once('close', () => places.get(response)!());
  }

  /** The answer is made, by Fastify or the cache: a client that reads it slowly must not keep the place. */
  function leaveWithHead(response: ServerResponse): void {
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
    response.writeHead = (...head: unknown[]) => {
      places.get(response)!();
      return writeHead(...head);
    };
  }

  /** Editors with slow lines must not keep others waiting: there is nothing to work on before the body has come. */
  function leaveWhileReading(request: IncomingMessage, response: ServerResponse): void {
    places.get(response)!();
    request.once('end', () => {
      if (!response.writableEnded && !response.closed) places.set(response, lanes.join('desk'));
    });
  }
}

function isReading({ method, complete }: IncomingMessage): boolean {
  return !complete && method !== 'GET' && method !== 'HEAD';
}
