import { Problem } from '../../problem.ts';
import { withoutSlash } from '../request/address.ts';
import type { App } from '../request/app.ts';
import { acceptPatch } from '../request/media-types.ts';
import { isKnownMethod, unusualMethod, usualMethods } from '../request/unusual-methods.ts';
import { leadsNowhere, nothingHere, unknownMethod } from './refusals.ts';

/**
 * For each known path, OPTIONS gets `Allow`, and every other method that is not served 405 with `Allow`
 * (RFC 9110 §15.5.6), before any body is read; a method that no path serves gets 501 everywhere. Call it last: it waits for all plugins registered before it.
 */
export function methodNotAllowed(app: App): void {
  void app.register((scope, _options, done) => {
    for (const [url, routes] of Map.groupBy(app.routeList, (route) => route.url)) {
      if (url === '*') continue;
      const known = usualMethods.filter((method) => routes.some(({ methods }) => methods.includes(method)));
      const allow = [...known, 'OPTIONS'].sort().join(', ');
      const cors = routes.some(({ options }) => options.config?.access === 'public')
        ? undefined
        : routes[0]!.options.config?.cors;
      // One route for all of them, by one method: each costs a start, and its memory.
      scope.route({
        url,
        method: unusualMethod,
        schema: { hide: true },
        // A path without public routes is open to the origins of its routes.
        config: { access: 'public', ...(cors === undefined ? {} : { cors }) },
        exposeHeadRoute: false,
        handler: () => undefined,
        onRequest: (request, reply, next) => {
          if (request.method !== 'OPTIONS')
            return next(
              new Problem('method-not-allowed', `This address knows ${allow}.`, { headers: { allow } }),
            );
          if (known.includes('PATCH')) void reply.header('accept-patch', acceptPatch);
          void reply.code(204).headers({ allow, 'cache-control': 'no-store' }).send();
        },
      });
    }
    done();
  });
  // The last hook, so that 404, 501 and redirects are sent only after the check of the key.
  app.addHook('onRequest', (request, reply, done) => {
    const { method } = request;
    if (!isKnownMethod(method)) return done(unknownMethod(method));
    const { '*': _rest, ...named } = request.params as Record<string, string>;
    const isNowhere = leadsNowhere(request) || Object.values(named).includes('');
    if (!isNowhere) return done();
    const shorter = usualMethods.includes(method) ? withoutSlash(request.url) : undefined;
    if (shorter === undefined) return done(nothingHere(request));
    void reply.redirect(shorter, method === 'GET' || method === 'HEAD' ? 301 : 308);
  });
}
