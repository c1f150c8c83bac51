import { AnswerTooLong } from './connect.ts';
import { AddressRefused } from './lookup.ts';

/** What the parts of Node and undici throw. */
export type Failure = Error & { code?: unknown; syscall?: string };

type Limits = { connectMs: number; totalMs: number };

/** Why nothing came back, in one sentence for whoever gave the address. */
export function faultOf(error: Failure, { connectMs, totalMs }: Limits): string {
  if (error instanceof AddressRefused || error instanceof AnswerTooLong) return error.message;
  const code = typeof error.code === 'string' ? error.code : error.name;
  if (code !== 'ECANCELLED' && /^(query|getaddrinfo)/.test(error.syscall ?? ''))
    return /^(ENOTFOUND|ENODATA|EAI_AGAIN)$/.test(code)
      ? 'The name of the host was not found.'
      : `The name of the host could not be looked up (${code}).`;
  switch (code) {
    case 'ECONNREFUSED':
      return 'The host refused the connection.';
    case 'ETIMEDOUT':
    case 'ECANCELLED':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `No connection to the host within ${connectMs / 1000} seconds.`;
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
