import type { FastifyRequest } from 'fastify';
import findMyWay from 'find-my-way';
import { Problem } from '../problem.ts';
import type { App } from './app.ts';
import { nothingHere } from './refusals.ts';

/** Each known path answers these itself. For the three dozen others of Node, a path is looked for when one comes. */
const usual: string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * For each known path, OPTIONS gets `Allow`, and every other method that is not served 405 with `Allow`
 * (RFC 9110 §15.5.6), before any body is read. Call it last: it waits for all plugins registered before it.
 */
export function methodNotAllowed(app: App): void {
  const { maxParamLength = 100 } = app.initialConfig.routerOptions ?? {};
  const paths = findMyWay({ maxParamLength });
  void app.register((scope, _options, done) => {
    for (const [url, routes] of Map.groupBy(app.routeList, (route) => route.url)) {
      if (url === '*') continue;
      const known = usual.filter((method) => app.hasRoute({ url, method }));
      const allow = [...known, 'OPTIONS'].sort().join(', ');
      const isPublic = routes.some(({ options }) => options.config?.access === 'public');
      paths.on('GET', url, () => undefined, allow);
      const common = {
        url,
        schema: { hide: true },
        // A path that nobody may read from another site tells other sites nothing.
        config: { access: 'public', ...(isPublic ? {} : { cors: false as const }) },
        exposeHeadRoute: false,
        handler: () => undefined,
      };
      scope.route({
        ...common,
        method: usual.filter((method) => !known.includes(method)),
        onRequest: (_request, _reply, next) => next(notAllowed(allow)),
      });
      scope.route({
        ...common,
        method: ['OPTIONS'],
        onRequest: (_request, reply) => {
          void reply.code(204).headers({ allow, 'cache-control': 'no-store' }).send();
        },
      });
    }
    done();
  });
  // Last of all, so that what is not there is told only to those who may enter. CORS has a route for every path; only
  // `OPTIONS *`, which asks about the server itself, is for it.
  app.addHook('onRequest', (request, _reply, done) => {
    const isNowhere = request.is404 || (request.routeOptions.url === '*' && request.url !== '*');
    if (!isNowhere && !namesNothing(request.params)) return done();
    const found = usual.includes(request.method) ? null : paths.find('GET', request.url);
    done(found && !namesNothing(found.params) ? notAllowed(found.store as string) : nothingHere(request));
  });
}

function notAllowed(allow: string): Problem {
  return new Problem('method-not-allowed', `This address knows ${allow}.`, { headers: { allow } });
}

/** True where a part of the path that should name something is empty. */
function namesNothing(params: FastifyRequest['params']): boolean {
  const { '*': _rest, ...named } = params as Record<string, string>;
  return Object.values(named).includes('');
}
