import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';

/**
 * Whether a request may meet kept answers at all: one that says who sends it neither reads nor fills them, and one that
 * is to be refused goes the way of all others.
 */
export function mayUseCache({ headers, httpVersionMajor }: IncomingMessage): boolean {
  return (
    headers.authorization === undefined &&
    headers.cookie === undefined &&
    headers['x-api-key'] === undefined &&
    headers['proxy-authorization'] === undefined &&
    headers.expect === undefined &&
    headers['transfer-encoding'] === undefined &&
    (headers['content-length'] === undefined || headers['content-length'] === '0') &&
    (headers.host !== undefined || httpVersionMajor !== 1)
  );
}

const known = new Map<string, boolean>();
const mostKnown = 500;

/** Whether a request's `Accept` lets a media type pass. Clients send few different ones: each is read once. */
export function accepts({ headers: { accept } }: IncomingMessage, mediaType: string): boolean {
  if (accept === undefined || accept === '' || accept === '*/*') return true;
  const key = `${mediaType} ${accept}`;
  let accepts = known.get(key);
  if (accepts === undefined) {
    accepts = new Negotiator({ headers: { accept } }).mediaTypes([mediaType]).length > 0;
    if (known.size >= mostKnown) known.clear();
    known.set(key, accepts);
  }
  return accepts;
}

// Names of parameters that show more than the public sees.
const showing = ['preview', 'token', 'key'];

/** Whether a parameter of the request is meant to show what is not public. */
export function asksForMore(query: unknown): boolean {
  return Object.keys(query as object).some((name) => showing.includes(name.toLowerCase()));
}
