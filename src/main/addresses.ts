/** Whether a URL has only scheme, host and port. */
export function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).href === `${new URL(address).origin}/`;
}

/** Whether a listening address is reachable only from this machine. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\..*|::1)$/.test(host);
}

/** An address for a message, without user, password and query. What is not surely free of a password is left out. */
export function withoutCredentials(address: string): string {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+:\/+)?(.*)$/is.exec(address) ?? [];
  const place = rest.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '?…');
  return scheme + place.replace(/:(?!\d+(\/|$)).*$/s, ':…');
}
