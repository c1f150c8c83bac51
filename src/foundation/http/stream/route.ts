import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { wholeNumber } from '../../schemas/query.ts';
import { eventStreamType } from './event-stream.ts';

/** What the routes of streams have in common. */
export const streamRoute = {
  // As long as a timer can be set: a stream has no end.
  handlerTimeout: 2 ** 31 - 1,
  exposeHeadRoute: false,
} as const;

/** The `id` that a client saw last, where it says one. */
export function lastSeen({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const seen = String(headers['last-event-id'] ?? '');
  return seen === '' ? undefined : seen;
}

export const streamAnswer = {
  200: { description: 'The events.', content: { [eventStreamType]: { schema: z.string() } } },
};

export const streamQuery = {
  seconds: wholeNumber({
    min: 1,
    max: 86_400,
    description: 'For a first look: end after so many seconds.',
  })
    .optional()
    .meta({ param: { example: 1 } }),
};
