/** Whether a URL has only scheme, host, port and path. */
export function isPlace(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.href === `${url.origin}${url.pathname}` && !url.pathname.includes('//');
}

/** Whether it is an origin as browsers send it: scheme, host and, unless it is the usual one, port. */
export function isOrigin(address: string): boolean {
  return /^https?:/.test(address) && URL.parse(address)?.origin === address;
}

/** An address in ASCII, as headers need it; the placeholders of a template stay. */
export function encodeAddress(template: string): string {
  return new URL(template).href.replace(/%7B(id|slug|locale|section|token)%7D/g, '{$1}');
}

/** Whether a listening address is reachable only from this machine. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\..*|::1)$/.test(host);
}

/** The place of something for a message: a path as it is, an address without credentials. */
export function shownPlace(place: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(place) ? withoutCredentials(place) : place;
}

/** An address for a message, without user, password and query. What is not surely free of a password is left out. */
export function withoutCredentials(address: string): string {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+:\/+)?(.*)$/is.exec(address) ?? [];
  const place = rest.replace(/^.*@/s, '…@').replace(/[?#].*$/s, '?…');
  return scheme + place.replace(/:(?!\d+(\/|$)).*$/s, ':…');
}
