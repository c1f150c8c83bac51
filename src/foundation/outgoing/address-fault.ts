import { isIP } from 'node:net';
import { isNamed, portOf } from './hosts.ts';
import { isPublicAddress } from './public-address.ts';

/** Other ports belong to mail, databases and the like, which must not get what we send. */
const ports = [443, 8443];
const longestHost = 253;
/** `localhost`, and what has no domain: names that this machine or its network gives. */
const localName = /^[^.:]*\.?$|\.localhost\.?$/;

/**
 * Why nothing is sent to an address, as one sentence; undefined where it may be. What a name resolves to is checked when
 * something is sent (`lookup.ts`).
 */
export function addressFault(address: string, allowedHosts: readonly string[]): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return 'The address must be an https URL.';
  if (url.username || url.password) return 'The address must not contain a user or a password.';
  if (url.hash) return 'The address must not contain a fragment (#): it is not sent.';
  if (url.hostname.length > longestHost)
    return `The host of the address must have at most ${longestHost} characters.`;
  if (isNamed(url, allowedHosts)) return undefined;
  if (url.protocol === 'http:')
    return 'The address must be an https URL: http is only for hosts that the setting OUTGOING_HOSTS names.';
  if (!ports.includes(portOf(url)))
    return `The port must be ${ports.join(' or ')}: others are only for hosts that the setting OUTGOING_HOSTS names.`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isPrivate = (isIP(host) > 0 && !isPublicAddress(host)) || localName.test(host);
  return isPrivate ? notPublic(host) : undefined;
}

/** Says that a host has an address to which nothing is sent, or is a name for one. */
export function notPublic(host: string): string {
  return `${host} is, or resolves to, a private address: only hosts that the setting OUTGOING_HOSTS names may have one.`;
}
