import type { IncomingMessage } from 'node:http';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { KnownRoute } from '../contract/route-list.ts';
import type { LoadClass } from './load-class.ts';

/** The class of a request, and the pattern of its route. */
export type Class = { load: LoadClass; route: string | undefined };

type Load = LoadClass | ((query: string) => LoadClass);
type Found = { load: Load; route: string | undefined };

/** Tells the class of a request before it is routed, from what its route declares. */
export function classifier(routes: KnownRoute[], isKnown: (authorization: string) => boolean) {
  const router = findMyWay({ maxParamLength: 200 });
  for (const { url: route, methods, options } of routes)
    router.on(methods as HTTPMethod[], route, () => {}, { load: loadOf(options), route } satisfies Found);

  return function classOf({ method, url = '', headers: { authorization } }: IncomingMessage): Class {
    const { load: declared, route } = (router.find(method as HTTPMethod, url)?.store ?? noRoute) as Found;
    const load = typeof declared === 'function' ? declared(url.split('?', 2)[1] ?? '') : declared;
    const isStranger = needsKey.has(load) && (authorization === undefined || !isKnown(authorization));
    return { load: isStranger ? 'strangers' : load, route };
  };
}

const noRoute: Found = { load: 'public', route: undefined };
const needsKey: ReadonlySet<LoadClass> = new Set(['desk', 'uploads', 'imports']);

function loadOf({ config = {} }: KnownRoute['options']): Load {
  if (config.load) return config.load;
  if (config.multipart) return 'uploads';
  return config.access === 'public' ? 'public' : 'desk';
}
