import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { matches } from '../answer/conditional.ts';
import { cacheControl, coversLifetime } from '../answer/lifetime.ts';
import { headerPlaces, type CachedResponse, type Representation } from './cached-response.ts';

type Said = { cacheControl: string; cacheStatus: string; requestId: string };

/** Writes an answer that is ready: 304 where the client has these very bytes, no body to HEAD. */
export function sendCached(
  { method, headers, socket }: IncomingMessage,
  response: ServerResponse,
  { etag, body, okHeaders: whole, notModifiedHeaders: notModified }: Representation,
  said: Said,
): void {
  const known = headers['if-none-match'];
  const isKnown = known !== undefined && matches(known, etag);
  const lines = isKnown ? notModified : whole;
  // One array for all answers: Node has read it when `writeHead` returns.
  lines[headerPlaces.cacheControl] = said.cacheControl;
  lines[headerPlaces.cacheStatus] = said.cacheStatus;
  lines[headerPlaces.requestId] = said.requestId;
  // A request that came through no socket (Fastify's inject) reads the headers back, and so needs them one by one.
  if (!(socket instanceof Socket)) putOneByOne(response, lines);
  response.writeHead(isKnown ? 304 : 200, socket instanceof Socket ? lines : undefined);
  if (isKnown || method === 'HEAD') response.end();
  else response.end(body);
}

/** What an answer says to caches, when nothing changes for `leftMs` unless somebody writes. */
export function cacheControlOf({ lifetime, cacheControl: whole }: CachedResponse, leftMs: number): string {
  return coversLifetime(lifetime, leftMs) ? whole : cacheControl(lifetime, leftMs);
}

function putOneByOne(response: ServerResponse, lines: string[]): void {
  for (let at = 0; at < lines.length; at += 2) response.setHeader(lines[at]!, lines[at + 1]!);
}
