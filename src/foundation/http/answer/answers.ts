import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOfRevision } from '../request/if-match.ts';
import type { Written } from '../request/write.ts';
import { toTimestamp } from '../../clock.ts';
import { pageLinks } from '../../page/link.ts';
import type { Page } from '../../page/page.ts';
import type { ProblemName } from '../../problem.ts';

/** Sends a page of the desk with its `Link`. */
export function answerPage<T>(request: FastifyRequest, reply: FastifyReply, page: Page<T>): Page<T> {
  const [path = '', query = ''] = request.url.split('?');
  const links = pageLinks(path, query, page.page.next);
  if (links !== '') reply.header('link', links);
  return page;
}

/** Sends one thing with its `ETag`. */
export function answerOne<T extends { etag: string }>(reply: FastifyReply, body: T): T {
  reply.header('etag', body.etag);
  return body;
}

/** The response of a write with `body`, and with the location of a new resource. */
export function written<T extends { etag: string }>(body: T, location?: string): Written<T> {
  return { body, etag: body.etag, ...(location === undefined ? {} : { status: 201, location }) };
}

/** The current state, for the problem `stale`. */
export function currentOf({ revision, updatedAt }: { revision: number; updatedAt: number }) {
  return { etag: etagOfRevision(revision), revision, updatedAt: toTimestamp(updatedAt) };
}

/** The problems of every change. */
export const changeProblems: ProblemName[] = [
  'not-found',
  'stale',
  'precondition-required',
  'idempotency-mismatch',
];
