import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr, { compile } from '@fastify/proxy-addr';

/** Whether an address belongs to a proxy whose `X-Forwarded-For` is believed. */
export type Trust = (address: string) => boolean;

/** The trusted proxies: addresses and ranges. Never a number of proxies, which does not say who may forge headers. */
export function trustedProxies(ranges: readonly string[] = []): Trust {
  const isAmong = compile([...ranges]);
  return (address) => isAmong(address, 0);
}

/** Whether connections from an address are not limited: those of this machine, and of trusted proxies. */
export function unlimitedAddresses(ranges: readonly string[] = []): Trust {
  return trustedProxies(['loopback', ...ranges]);
}

/** The address of a request's client, as Fastify's `request.ip` has it. */
export function clientAddress(request: IncomingMessage, isTrusted: Trust): string {
  return proxyAddr(request, isTrusted);
}

/** Whether a text is an address, or a range of addresses in CIDR notation that is not everybody. */
export function isAddressRange(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0 || address.includes('%') || more.length > 0) return false;
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= bits);
}

/**
 * Under which name a client's address is counted: an IPv6 client has a whole network of /64. A proxy may have added a
 * port. What is no address is counted together.
 */
export function countedAs(address: string | undefined = ''): string {
  const bare = address
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
  if (isIP(bare) === 4) return bare;
  return isIP(bare) === 6 ? networkOf(bare) : 'unknown';
}

function networkOf(address: string): string {
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const missing = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  const groups = [...head, ...missing, ...tail].slice(0, 4);
  return groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
