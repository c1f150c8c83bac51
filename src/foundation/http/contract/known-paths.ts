import findMyWay from 'find-my-way';
import type { RouteOptions } from 'fastify';
import type { App } from '../request/app.ts';
import type { KnownRoute } from './route-list.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The path that an address leads to, whatever the method; undefined when there is none. */
    findPath: (address: string) => KnownPath | undefined;
  }
}

/** A path: its pattern, undefined where the address cannot be read, and what its routes declare, by method. */
export type KnownPath = { url: string | undefined; routes: ReadonlyMap<string, RouteOptions> };

const unreadable: KnownPath = { url: undefined, routes: new Map() };

/** Finds paths in one tree for all methods. It is made at the first request, to start sooner. */
export function findPaths(app: App): void {
  let find: ReturnType<typeof finder> | undefined;
  app.decorate('findPath', (address) => (find ??= finder(app.routeList))(address));
}

function finder(routes: KnownRoute[]): (address: string) => KnownPath | undefined {
  const paths = new Map(
    [...Map.groupBy(routes, (route) => route.url)].map(([url, here]) => [url, pathOf(url, here)]),
  );
  // The route of the CORS plugin is for every path.
  paths.delete('*');
  const tree = treeOf([...paths.keys()]);
  return (address) => {
    const found = tree.find('GET', address);
    return found ? (paths.get(found.store as string) ?? unreadable) : undefined;
  };
}

function pathOf(url: string, routes: KnownRoute[]): KnownPath {
  const byMethod = routes.flatMap(({ methods, options }) =>
    methods.map((method) => [method, options] as const),
  );
  return { url, routes: new Map(byMethod) };
}

const trees = new Map<string, ReturnType<typeof findMyWay>>();

/** Leads to the patterns. Apps with the same paths share it: to make it takes longer than anything else of a first request. */
function treeOf(patterns: string[]): ReturnType<typeof findMyWay> {
  const name = patterns.join(' ');
  let tree = trees.get(name);
  if (tree) return tree;
  tree = findMyWay({ maxParamLength: 200, onBadUrl: ignore, onMaxParamLength: ignore });
  for (const pattern of patterns) tree.on('GET', pattern, ignore, pattern);
  trees.set(name, tree);
  return tree;
}

function ignore(): void {}
