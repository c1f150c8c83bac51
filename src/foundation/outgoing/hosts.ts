/**
 * One of the hosts for which a setting lifts the rules of addresses, as `isNamed` compares it: `host` for all its ports, or
 * `host:port`. Undefined where the text is no such name.
 */
export function readHost(text: string): string | undefined {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^\s/?#@*\\:[\]]+)(?::([1-9]\d{0,4}))?$/i.exec(text) ?? [];
  const url = URL.parse(`http://${host ?? ''}`);
  if (!url || Number(port ?? 1) > 65535) return undefined;
  return port === undefined ? url.hostname : `${url.hostname}:${port}`;
}

/** Whether the setting names the host of an address, or this port of it. */
export function isNamed({ hostname, protocol, port }: Place, hosts: readonly string[]): boolean {
  return hosts.includes(hostname) || hosts.includes(`${hostname}:${portOf({ protocol, port })}`);
}

type Place = Pick<URL, 'hostname' | 'protocol' | 'port'>;

/** The port of an address, also where it is not written. */
export function portOf({ protocol, port }: Pick<URL, 'protocol' | 'port'>): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}
