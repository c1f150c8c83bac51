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

/** A path with its ASCII percent-encoding decoded, as the router compares it. */
export function decoded(path: string): string {
  return path.replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
