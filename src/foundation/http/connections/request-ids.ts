import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { holdsSecret } from '../request/logged-path.ts';
import { trustedProxies } from './proxies.ts';

/** What may stand in a header, a log and a problem as it is: ids of every usual form. */
const form = /^[\w.:=+/@-]{1,128}$/;

/** Gives the id of a request: what a trusted proxy sent as `X-Request-Id`, if it has the form of an id, or a new one. */
export function requestIds(proxies: readonly string[] = []): (request: IncomingMessage) => string {
  if (proxies.length === 0) return () => randomUUID();
  const isTrusted = trustedProxies(proxies);
  return ({ headers: { 'x-request-id': sent }, socket: { remoteAddress = '' } }) =>
    typeof sent === 'string' && form.test(sent) && !holdsSecret(sent) && isTrusted(remoteAddress)
      ? sent
      : randomUUID();
}
