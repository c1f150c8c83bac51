const uri =
  /^[a-z][a-z\d+.-]*:(?:[\w~!$&'()*+,;=:@/?.-]|%[\da-f]{2})*(?:#(?:[\w~!$&'()*+,;=:@/?.-]|%[\da-f]{2})*)?$/i;

/** An address as a URI (RFC 3986): what browsers take beyond that, such as letters that are not ASCII, is encoded. */
export function asUri(address: string): string {
  const whole = uri.test(address) ? undefined : URL.parse(address);
  if (!whole) return address;
  const { origin, href, hash } = whole;
  const start = href.startsWith(origin) ? origin : '';
  const path = href.slice(start.length, href.length - hash.length);
  return `${start}${encoded(path)}${hash && `#${encoded(hash.slice(1))}`}`;
}

function encoded(part: string): string {
  return part
    .replaceAll(/%(?![\da-f]{2})/gi, '%25')
    .replaceAll(/[^\w~!$&'()*+,;=:@/?.%-]/g, encodeURIComponent);
}
