import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one that anybody on the internet may have: no loopback, no private network, no metadata of a
 * cloud, and none of the forms of IPv6 that contain such an IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  // ipaddr.js takes `::127.0.0.1` for unicast.
  return address.kind() === 'ipv4' || !address.match(embedded);
}

const embedded = ipaddr.parseCIDR('::/96');
