import { Problem } from '../problem.ts';
import type { App } from './app.ts';

/**
 * For each known path, every other method gets 405 with `Allow` (RFC 9110 §15.5.6) before any body is read.
 * Call it last: it waits for all plugins registered before it. OPTIONS belongs to CORS.
 */
export function methodNotAllowed(app: App): void {
  void app.register((scope, _options, done) => {
    const paths = new Set(app.routeList.map((route) => route.url));
    paths.delete('*');
    for (const url of paths) {
      const known = app.supportedMethods.filter((method) => app.hasRoute({ url, method }));
      const allow = [...known, 'OPTIONS'].sort().join(', ');
      scope.route({
        method: app.supportedMethods.filter((method) => method !== 'OPTIONS' && !known.includes(method)),
        url,
        config: { access: 'public' },
        schema: { hide: true },
        exposeHeadRoute: false,
        onRequest: (_request, _reply, next) => {
          next(new Problem('method-not-allowed', `This address knows ${allow}.`, { headers: { allow } }));
        },
        handler: () => undefined,
      });
    }
    done();
  });
}
