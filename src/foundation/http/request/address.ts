/**
 * The path and the query of a request target, as they were sent. A target may also be a whole address
 * (RFC 9112 §3.2.2): the host in it is the sender's word, and nothing that we answer repeats it.
 */
export function addressOf(target: string): { path: string; query: string } {
  // Not `new URL`: it takes `//x/y` for a host, folds `..`, and throws. Parted where the router parts it.
  const [, path = '', query = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:[?#](.*))?$/is.exec(
    target,
  )!;
  return { path: path || '/', query };
}

/** A path in which percent signs hide no letters, digits or signs of ASCII: as the router compares it. */
export function decoded(path: string): string {
  return path.replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
