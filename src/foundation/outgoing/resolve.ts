import { Resolver } from 'node:dns/promises';
import type { Resolve } from './lookup.ts';

/** c-ares asks again after a second, and is given up after about three. */
const patience = { timeout: 1_000, tries: 2 };

/**
 * Asks the name servers of this machine, or others, for the addresses of a host. It takes no thread, so that a name whose
 * servers do not answer keeps no other waiting; `/etc/hosts` is not read.
 */
export function byNameServers(servers?: readonly string[]): Resolve {
  return async function resolve(host, signal) {
    const resolver = new Resolver(patience);
    if (servers) resolver.setServers(servers);
    function cancel(): void {
      resolver.cancel();
    }
    signal.addEventListener('abort', cancel);
    try {
      signal.throwIfAborted();
      const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      const found = [
        ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
        ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
      ];
      if (found.length > 0) return found;
      throw four.status === 'rejected' ? four.reason : (six as PromiseRejectedResult).reason;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
