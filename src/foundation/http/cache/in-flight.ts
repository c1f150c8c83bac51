import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { CachedResponse } from './cached-response.ts';

/** An answer that is being made. `landed` is the answer, or nothing where it turned out to be none to keep. */
export type InFlight = {
  key: string;
  revision: number;
  result: Promise<CachedResponse | undefined>;
  finish: (answer: CachedResponse | undefined) => void;
};

/** What is to be told of a request that is not answered from the shelf, and what it makes for others. */
type Note = { cacheStatus: string; pending?: InFlight };

/** The answers that are being made, each once for all who want it under the same beat. */
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
    // Whatever ends the request ends the waiting.
    response.once('close', () => land(undefined));
    return pending;
  }

  return {
    /** What is being made there, unless it was begun before the last public change. */
    find(key: string, revision: number): InFlight | undefined {
      const pending = inFlight.get(key);
      return pending?.revision === revision ? pending : undefined;
    },
    start,
    note: (request: FastifyRequest, note: Note) => notes.set(request, note),
    noted: (request: FastifyRequest) => notes.get(request),
  };
}
