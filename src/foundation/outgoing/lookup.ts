import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { notPublic } from './address-fault.ts';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a host; not looked for any longer once the signal says so. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<LookupAddress[]>;

/** No connection was made, since our own rules refuse it. */
export class AddressRefused extends Error {}

/**
 * How a socket finds its address: the host is resolved once, and the socket connects to what was checked. One address that
 * is not public refuses all of them.
 */
export function publicLookup(resolve: Resolve, until: () => AbortSignal): LookupFunction {
  return anyLookup(async (host, signal) => {
    const found = await resolve(host, signal);
    if (found.every(({ address }) => isPublicAddress(address))) return found;
    throw new AddressRefused(notPublic(host));
  }, until);
}

/** The same for hosts that a setting names: any address. The socket must take several (`autoSelectFamily`). */
export function anyLookup(resolve: Resolve, until: () => AbortSignal): LookupFunction {
  return (host, _options, callback) => {
    resolve(host, until()).then(
      (found) => callback(null, found),
      (error: unknown) => callback(error as Error, []),
    );
  };
}
