import type { IncomingMessage } from 'node:http';
import type { RouteOptions } from 'fastify';
import type { KnownPath } from '../contract/known-paths.ts';
import type { LoadClass } from './load-class.ts';

/** The class of a request, and the pattern of its route. */
export type Class = { load: LoadClass; route: string | undefined };

type Load = LoadClass | ((query: string) => LoadClass);

/** Tells the class of a request before it is routed, from what its route declares. */
export function classifier(
  findPath: (address: string) => KnownPath | undefined,
  isKnown: (authorization: string) => boolean,
) {
  return function classOf({ method = '', url = '', headers: { authorization } }: IncomingMessage): Class {
    const path = findPath(url);
    const declared = loadOf(path?.routes.get(method));
    const load = typeof declared === 'function' ? declared(url.split('?', 2)[1] ?? '') : declared;
    const isStranger = needsKey.has(load) && (authorization === undefined || !isKnown(authorization));
    return { load: isStranger ? 'strangers' : load, route: path?.url };
  };
}

const needsKey: ReadonlySet<LoadClass> = new Set(['desk', 'uploads', 'imports']);

function loadOf(route: RouteOptions | undefined): Load {
  if (!route) return 'public';
  const { config = {} } = route;
  if (config.load) return config.load;
  if (config.multipart) return 'uploads';
  return config.access === 'public' ? 'public' : 'desk';
}
