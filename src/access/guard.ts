import type { App } from '../foundation/http/app.ts';

/** Who may call a route: everybody, or (with the desk) whoever holds a scope. */
export type Access = 'public';

const known: ReadonlySet<unknown> = new Set<Access>(['public']);

/** Refuses to start while any route does not say who may call it. */
export function guardRoutes(app: App): void {
  app.addHook('onReady', async () => {
    const undeclared = app.routeList
      .filter(({ options }) => !known.has(options.config?.access))
      .map(({ methods, url }) => `${methods.join(',')} ${url}`);
    if (undeclared.length > 0)
      throw new Error(`These routes do not declare their access: ${undeclared.join('; ')}`);
  });
}
