// For its words in FastifySchema: hide, tags, summary, description, operationId.
import type {} from '@fastify/swagger';
import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import type { ProblemName } from '../../problem.ts';
import type { HeaderName } from '../answer/response-headers.ts';
import type { App } from '../request/app.ts';
import type { Lifetime } from '../answer/lifetime.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route so far, in the order of registration; HEAD routes that Fastify adds are among them. */
    routeList: KnownRoute[];
  }
  interface FastifyContextConfig {
    /** Who may use the route. Only `public` is known on this floor: it is cached, and open to other origins. */
    access?: string;
    /** False for public answers that nobody may store, such as health. */
    cacheable?: boolean;
    /** True for answers that change with the hour though nobody writes: they are always made anew. */
    timeDependent?: boolean;
    /** How long others may keep the answer without asking again. */
    lifetime?: Lifetime;
    /** The kind of list that it is, as CDNs are told of its changes: `articles`. */
    surrogateKey?: string;
    /** False where other origins may not read: set on every route that is not public. */
    cors?: false;
  }
  interface FastifySchema {
    /** What can go wrong here, beyond what can go wrong everywhere. */
    problems?: readonly ProblemName[];
    /** Headers of this route's answers by status, beyond those that every such answer has. */
    responseHeaders?: Readonly<Record<number, readonly HeaderName[]>>;
  }
}

const noParameters = z.strictObject({});

/** A route as it was registered. Its address stands apart, since Fastify writes another into the same options. */
export type KnownRoute = { url: string; methods: string[]; options: RouteOptions };

/** Keeps the list of routes, which the contract, the 405 answers and the access check read when all are known. */
export function rememberRoutes(app: App): void {
  const routes: KnownRoute[] = [];
  app.decorate('routeList', routes);
  app.addHook('onRoute', (options) => {
    const { url, method, schema } = options;
    // A documented route that names no query parameter has none: what it would ignore is refused.
    if (schema?.operationId) options.schema = { querystring: noParameters, ...schema };
    routes.push({ url, methods: Array.isArray(method) ? method : [method], options });
  });
}
