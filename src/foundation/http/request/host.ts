import type { IncomingMessage } from 'node:http';

// RFC 3986 §3.2.2, and a port. Several Host lines are joined by Node to one with a space, which no host has.
const hostAndPort = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(?::\d*)?$/i;

/** What is wrong with the Host of a request (RFC 9112 §3.2), as a sentence; undefined when nothing is. */
export function faultOfHost({ headers: { host }, httpVersion }: IncomingMessage): string | undefined {
  if (host === undefined) return httpVersion === '1.1' ? 'The request has no Host header.' : undefined;
  return hostAndPort.test(host)
    ? undefined
    : 'The request must have one Host header, which holds a host name and perhaps a port.';
}
