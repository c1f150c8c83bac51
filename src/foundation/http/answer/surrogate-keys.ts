import type { App } from '../request/app.ts';
import { isPublicRead } from './conditional.ts';

/** What an answer is named that holds more than can be named; every public change means it. */
export const manyIds = 'many';

/** As many bytes of names as an answer may carry; what stands between us and readers limits a header to about twice that. */
const mostBytes = 8000;

/**
 * Names on every public answer that others may keep what is in it: the id of each thing, and the kind of list that it is
 * or belongs to. Whoever keeps it can so be told exactly what to forget.
 */
export function addSurrogateKeys(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { lifetime, surrogateKey } = request.routeOptions.config;
    if (lifetime && isPublicRead(request) && reply.statusCode === 200 && typeof payload === 'string')
      reply.header('surrogate-key', surrogateKeysOf(payload, surrogateKey));
    done(null, payload);
  });
}

/** The names of what is in a text, with spaces between: `list`, then every id that stands anywhere in it. */
export function surrogateKeysOf(text: string, list: string | undefined): string {
  const names = [...(list === undefined ? [] : [list]), ...idsIn(text)].join(' ');
  return names.length <= mostBytes ? names : [...(list === undefined ? [] : [list]), manyIds].join(' ');
}

const idLength = 26;

/** By hand, since a regular expression takes three times as long and this is asked of every list that is made. */
function idsIn(text: string): Set<string> {
  const ids = new Set<string>();
  for (let at = text.indexOf('_0'); at >= 0; at = text.indexOf('_0', at + 1)) {
    let start = at;
    while (isLetter(text.charCodeAt(start - 1))) start -= 1;
    const id = text.slice(start, at + 1 + idLength);
    if (/^[a-z]+_0[0-9a-z]{25}$/.test(id)) ids.add(id);
  }
  return ids;
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
