/** Whether a URL has only scheme, host and port. */
export function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).href === `${new URL(address).origin}/`;
}

/** Whether a listening address is reachable only from this machine. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\..*|::1)$/.test(host);
}
