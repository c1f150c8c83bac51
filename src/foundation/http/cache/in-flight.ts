import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { CachedResponse } from './cached-response.ts';

/** A response that is being made. `result` is undefined when it cannot be cached. */
export type InFlight = {
  key: string;
  revision: number;
  result: Promise<CachedResponse | undefined>;
  finish: (answer: CachedResponse | undefined) => void;
};

/** The Cache-Status of a request that was no hit, the response that it makes for others, and how much was sent to it. */
type Note = { cacheStatus: string; pending?: InFlight; bytes?: number };

/**
 * Responses in flight: of many equal requests under one public revision, one makes the response (request coalescing).
 */
export function trackInFlight() {
  const inFlight = new Map<string, InFlight>();
  const notes = new WeakMap<FastifyRequest, Note>();

  function start(key: string, revision: number, response: ServerResponse): InFlight {
    const { promise: landed, resolve } = Promise.withResolvers<CachedResponse | undefined>();
    const pending: InFlight = { key, revision, result: landed, finish: land };
    function land(answer: CachedResponse | undefined): void {
      if (inFlight.get(key) === pending) inFlight.delete(key);
      resolve(answer);
    }
    inFlight.set(key, pending);
    // An aborted request must not leave others waiting.
    response.once('close', () => land(undefined));
    return pending;
  }

  return {
    /** The response in flight for this key, unless it began before the last public change. */
    find(key: string, revision: number): InFlight | undefined {
      const pending = inFlight.get(key);
      return pending?.revision === revision ? pending : undefined;
    },
    start,
    count: () => inFlight.size,
    note: (request: FastifyRequest, note: Note) => notes.set(request, note),
    noted: (request: FastifyRequest) => notes.get(request),
  };
}
