import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../foundation/database/database.ts';
import { addressOf } from '../../foundation/http/request/address.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { nameBehind } from '../../foundation/http/answer/surrogate-keys.ts';
import { pageLinks } from '../../foundation/page/link.ts';
import type { Page } from '../../foundation/page/page.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';

/** Headers that lists declare. */
export const listHeaders = { 200: ['Link' as const] };

/** A page, and the ids of the records that its list was narrowed to. */
export type NarrowedPage<T> = Page<T> & { narrowedTo?: string[] };

/** A result with the time of the last public change, which is the Last-Modified of lists. */
export async function withLastChange<T>(db: Db, asked: Promise<T>): Promise<{ found: T; at: number }> {
  const found = await asked;
  const { changedAt: at } = await findPublicRevision(db);
  return { found, at };
}

/** Sends a page with its `Link`, to which `more` may be added, and `Last-Modified`. */
export function answerPublicPage<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  { found: { narrowedTo = [], ...found }, at }: { found: NarrowedPage<T>; at: number },
  more?: string,
): Page<T> {
  const { path, query } = addressOf(request.url);
  lastModified(reply, at);
  nameBehind(reply, narrowedTo);
  const links = [pageLinks(path, query, found.page.next), more].filter(Boolean);
  if (links.length > 0) reply.header('link', links.join(', '));
  return found;
}
