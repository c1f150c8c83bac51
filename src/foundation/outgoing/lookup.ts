import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { notPublic } from './address-fault.ts';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a host. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

/** No connection was made, since our own rules refuse it. */
export class AddressRefused extends Error {}

/**
 * How a socket finds its address: the host is resolved once, and the socket connects to what was checked. One address that
 * is not public refuses all of them.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return anyLookup(async (host) => {
    const found = await resolve(host);
    if (found.every(({ address }) => isPublicAddress(address))) return found;
    throw new AddressRefused(notPublic(host));
  });
}

/** The same for hosts that a setting names: any address. The socket must take several (`autoSelectFamily`). */
export function anyLookup(resolve: Resolve): LookupFunction {
  return (host, _options, callback) => {
    resolve(host).then(
      (found) => callback(null, found),
      (error: unknown) => callback(error as Error, []),
    );
  };
}
