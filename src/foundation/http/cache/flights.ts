import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { ReadyAnswer } from './answer.ts';

/** An answer that is being made. `landed` is the answer, or nothing where it turned out to be none to keep. */
export type Flight = {
  key: string;
  revision: number;
  landed: Promise<ReadyAnswer | undefined>;
  land: (answer: ReadyAnswer | undefined) => void;
};

/** What is to be told of a request that is not answered from the shelf, and what it makes for others. */
type Note = { cacheStatus: string; flight?: Flight };

/** The answers that are being made, each once for all who want it under the same beat. */
export function makeFlights() {
  const flights = new Map<string, Flight>();
  const notes = new WeakMap<FastifyRequest, Note>();

  function start(key: string, revision: number, response: ServerResponse): Flight {
    const { promise: landed, resolve } = Promise.withResolvers<ReadyAnswer | undefined>();
    const flight: Flight = { key, revision, landed, land };
    function land(answer: ReadyAnswer | undefined): void {
      if (flights.get(key) === flight) flights.delete(key);
      resolve(answer);
    }
    flights.set(key, flight);
    // Whatever ends the request ends the waiting.
    response.once('close', () => land(undefined));
    return flight;
  }

  return {
    /** What is being made there, unless it was begun before the last public change. */
    find(key: string, revision: number): Flight | undefined {
      const flight = flights.get(key);
      return flight?.revision === revision ? flight : undefined;
    },
    start,
    note: (request: FastifyRequest, note: Note) => notes.set(request, note),
    noted: (request: FastifyRequest) => notes.get(request),
  };
}
