import { AddressRefused } from './lookup.ts';

/** What the parts of Node and undici throw. */
export type Failure = Error & { code?: unknown };

type Limits = { connectMs: number; totalMs: number };

/** Why nothing came back, in one sentence for whoever gave the address. */
export function faultOf(error: Failure, { connectMs, totalMs }: Limits): string {
  if (error instanceof AddressRefused) return error.message;
  const code = typeof error.code === 'string' ? error.code : error.name;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name of the host was not found.';
    case 'ECONNREFUSED':
      return 'The host refused the connection.';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `The host took no connection within ${connectMs / 1000} seconds.`;
    case 'TimeoutError':
      return `The host did not finish its answer within ${totalMs / 1000} seconds.`;
    case 'AbortError':
    case 'UND_ERR_DESTROYED':
      return 'This server stopped meanwhile.';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'The host closed the connection.';
  }
  if (/CERT|VERIFY/.test(code)) return `The certificate of the host is not valid (${code}).`;
  return `Nothing could be exchanged with the host (${code}).`;
}
