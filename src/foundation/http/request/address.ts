import type { Fault } from '../../problem.ts';

/**
 * The path and the query of a request target, as sent. A target may also be a whole URL (RFC 9112 §3.2.2); its host is
 * ignored, since the client chose it.
 */
export function addressOf(target: string): { path: string; query: string } {
  // Not `new URL`: it takes `//x/y` for a host, resolves `..`, and throws. Split as the router splits it.
  const [, path = '', query = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:[?#](.*))?$/is.exec(
    target,
  )!;
  return { path: path || '/', query };
}

/** What keeps text in percent encoding from being read, to follow the name of the text; undefined when nothing does. */
export function faultOfEncoding(encoded: string): string | undefined {
  if (!encoded.includes('%')) return undefined;
  if (/%(?![0-9a-f]{2})/i.test(encoded)) return 'holds a percent sign that no two hexadecimal digits follow';
  try {
    decodeURIComponent(encoded);
    return undefined;
  } catch {
    return 'is not UTF-8 in percent encoding';
  }
}

/** The parameters of a query that cannot be read. Without this check they would be taken as they were sent. */
export function faultsOfQuery(query: string): Fault[] {
  if (!query.includes('%')) return [];
  return query.split('&').flatMap((pair): Fault[] => {
    const [name = '', ...value] = pair.split('=');
    const fault = faultOfEncoding(name) ?? faultOfEncoding(value.join('='));
    return fault === undefined ? [] : [{ parameter: name, detail: `${name} ${fault}` }];
  });
}

/**
 * The target without the slash at the end of its path; undefined where it has none, or would name a host without it, or is
 * too long for a header.
 */
export function withoutSlash(target: string): string | undefined {
  const { path, query } = addressOf(target);
  const shorter = path.slice(0, -1);
  if (target.length > 2000 || !path.endsWith('/') || shorter.endsWith('/') || !/^\/[^/\\]/.test(shorter))
    return undefined;
  return query === '' ? shorter : `${shorter}?${query}`;
}

/** The target without the parameters that campaigns and advertisers add to links: `utm_*`, `fbclid`, `gclid`. */
export function withoutTracking(target: string): string {
  const start = target.indexOf('?') + 1;
  if (start === 0 || !/[?&](?:utm_|fbclid=|gclid=)/.test(target)) return target;
  const kept = target
    .slice(start)
    .split('&')
    .filter((parameter) => !/^(?:utm_\w*|fbclid|gclid)=/.test(parameter));
  return kept.length === 0 ? target.slice(0, start - 1) : target.slice(0, start) + kept.join('&');
}

/** A path with its ASCII percent-encoding decoded, as the router compares it. */
export function decoded(path: string): string {
  return path.replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
