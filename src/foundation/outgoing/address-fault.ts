import { isIP } from 'node:net';
import { isNamed, portOf } from './hosts.ts';
import { isPublicAddress } from './public-address.ts';

/** Other ports belong to mail, databases and the like, which must not get what we send. */
const ports = [443, 8443];
const longestHost = 253;

/**
 * Why nothing is sent to an address, as one sentence; undefined where it may be. What a name resolves to is checked when
 * something is sent (`lookup.ts`).
 */
export function addressFault(address: string, allowedHosts: readonly string[]): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return 'The address must be an https URL.';
  if (url.username || url.password) return 'The address must not contain a user or a password.';
  if (url.hostname.length > longestHost)
    return `The host of the address must have at most ${longestHost} characters.`;
  if (isNamed(url, allowedHosts)) return undefined;
  if (url.protocol === 'http:')
    return 'The address must be an https URL: http is only for hosts that the setting OUTGOING_HOSTS names.';
  if (!ports.includes(portOf(url)))
    return `The port must be ${ports.join(' or ')}: others are only for hosts that the setting OUTGOING_HOSTS names.`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) > 0 && !isPublicAddress(host) ? notPublic(host) : undefined;
}

/** Says that a host has an address to which nothing is sent. */
export function notPublic(host: string): string {
  return `${host} is at no public address: private ones are only for hosts that the setting OUTGOING_HOSTS names.`;
}
