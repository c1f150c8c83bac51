// For its fields in FastifySchema: hide, tags, summary, description, operationId.
import type {} from '@fastify/swagger';
import type { FastifyCorsOptions } from '@fastify/cors';
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
    /** Who may call the route. This floor knows only `public`: cached, and open to other origins. */
    access?: string;
    /** False for public responses that must not be cached, such as health. */
    cacheable?: boolean;
    /** True for responses that change with the clock: never cached here. */
    timeDependent?: boolean;
    /** How long browsers and CDNs may cache the response. */
    lifetime?: Lifetime;
    /** The Surrogate-Key of the list, such as `articles`. */
    surrogateKey?: string;
    /** Which other origins may use it: none where it is false, every one where it is absent. */
    cors?: false | FastifyCorsOptions;
  }
  interface FastifySchema {
    /** Problems of this route, beside those of every route. */
    problems?: readonly ProblemName[];
    /** Response headers of this route by status, beside those of every route. */
    responseHeaders?: Readonly<Record<number, readonly HeaderName[]>>;
  }
}

const noParameters = z.strictObject({});

/** A registered route. Its URL is kept apart, since Fastify changes it in the options. */
export type KnownRoute = { url: string; methods: string[]; options: RouteOptions };

/** Keeps the list of routes for the contract, for finding paths and for the access check. */
export function rememberRoutes(app: App): void {
  const routes: KnownRoute[] = [];
  app.decorate('routeList', routes);
  app.addHook('onRoute', (options) => {
    const { url, method, schema } = options;
    // A documented route without a query schema takes no parameters, so that unknown ones are refused.
    if (schema?.operationId) options.schema = { querystring: noParameters, ...schema };
    const methods = [method].flat();
    // A route at the prefix of a plugin is also served with a slash at the end, and Fastify tells only its HEAD.
    if (method === 'HEAD' && !routes.some((one) => one.url === url && one.methods.includes('GET')))
      methods.push('GET');
    routes.push({ url, methods, options });
  });
}
