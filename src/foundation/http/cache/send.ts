import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { matches } from '../answer/conditional.ts';
import { cacheControl, coversLifetime } from '../answer/lifetime.ts';
import { headerPlaces, type CachedResponse, type Representation } from './cached-response.ts';

type Said = { cacheControl: string; cacheStatus: string; requestId: string };

/** Sends a cached response: 304 where the client has these bytes, no body for HEAD. Gives the length of the body. */
export function sendCached(
  { method, headers, socket }: IncomingMessage,
  response: ServerResponse,
  { etag, body, okHeaders: whole, notModifiedHeaders: notModified }: Representation,
  said: Said,
): number {
  const known = headers['if-none-match'];
  const isKnown = known !== undefined && matches(known, etag);
  const lines = isKnown ? notModified : whole;
  // The array is shared by all requests: Node has copied it when `writeHead` returns.
  lines[headerPlaces.cacheControl] = said.cacheControl;
  lines[headerPlaces.cacheStatus] = said.cacheStatus;
  lines[headerPlaces.requestId] = said.requestId;
  // Fastify's inject reads headers back, so they are set one by one.
  if (!(socket instanceof Socket)) putOneByOne(response, lines);
  response.writeHead(isKnown ? 304 : 200, socket instanceof Socket ? lines : undefined);
  const isBare = isKnown || method === 'HEAD';
  response.end(isBare ? undefined : body);
  return isBare ? 0 : body.length;
}

/** The Cache-Control of a cached response; the next public end is in `leftMs`. */
export function cacheControlOf({ lifetime, cacheControl: whole }: CachedResponse, leftMs: number): string {
  return coversLifetime(lifetime, leftMs) ? whole : cacheControl(lifetime, leftMs);
}

function putOneByOne(response: ServerResponse, lines: string[]): void {
  for (let at = 0; at < lines.length; at += 2) response.setHeader(lines[at]!, lines[at + 1]!);
}
