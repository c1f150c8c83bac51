import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from './zod.ts';

declare module 'fastify' {
  interface FastifyInstance {
    stats: AppStats;
    /** Whether the server stops: what would wait or go on for long ends at once. */
    isEnding: () => boolean;
  }
}

/** What the parts of the app count since its start, for figures: each part declares its own here and adds it. */
export interface AppStats {
  /** Writes that were answered from an earlier one with the same Idempotency-Key. */
  replays: number;
  /** Connections that were refused since what arrived is not a whole HTTP request. */
  refusedSockets: number;
}

/** The Fastify server that routes are registered on, typed by their Zod schemas. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
