import type { FastifyRequest, FastifySchema } from 'fastify';
import Negotiator from 'negotiator';
import { z } from 'zod';
import { Problem } from '../../problem.ts';
import type { App } from './app.ts';
import { isServed } from './methods.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type at an address, where a parameter of the path chooses one of the route's. */
    mediaTypeAt?: (params: unknown) => string | undefined;
  }
}

/** Refuses a request whose `Accept` excludes every media type of the route (RFC 9110 §12.5.1). */
export function negotiate(app: App): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { accept } = request.headers;
    const offered = isServed(request.raw) ? offeredAt(request) : [];
    if (!accept || offered.length === 0 || new Negotiator(request).mediaTypes(offered).length > 0)
      return done();
    done(
      new Problem('not-acceptable', `This address offers ${offered.join(', ')}.`, {
        extensions: { offered },
      }),
    );
  });
}

/** The media types between which `Accept` chooses at the address of a request. */
export function offeredAt({ params, routeOptions: { schema, config } }: FastifyRequest): string[] {
  if (!config.mediaTypeAt) return offeredBy(schema);
  const mediaType = config.mediaTypeAt(params);
  return mediaType === undefined ? [] : [mediaType];
}

const known = new WeakMap<FastifySchema, string[]>();

/** The media types of a route's first good answer: those it declares, or JSON where it gives a Zod schema alone. */
export function offeredBy(schema: FastifySchema = {}): string[] {
  let offered = known.get(schema);
  if (!offered) known.set(schema, (offered = findOffered(schema)));
  return offered;
}

function findOffered(schema: FastifySchema): string[] {
  const answers = Object.entries((schema.response ?? {}) as Record<string, unknown>);
  for (const [status, answer] of answers) {
    if (!status.startsWith('2')) continue;
    if (answer instanceof z.ZodType) return ['application/json'];
    const content = (answer as { content?: object }).content;
    if (content) return Object.keys(content);
  }
  return [];
}
