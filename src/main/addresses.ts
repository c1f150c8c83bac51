/** Whether an address is scheme, host and port alone. */
export function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).href === `${new URL(address).origin}/`;
}

/** Whether an address to listen on is reached from this machine alone. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\..*|::1)$/.test(host);
}
