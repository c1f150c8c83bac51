import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import { lowestRoleWith, requireScope } from '../../access/scopes.ts';
import type { Db } from '../../foundation/database/database.ts';
import { currentOf } from '../../foundation/http/answer/answers.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { Problem } from '../../foundation/problem.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import type { MediaRow } from '../../library/pictures/rows/store.ts';
import { getMedia } from './show.ts';

type Changing = FastifyRequest & { actor: Caller; params: { media: string } };

/**
 * The picture that a request changes. Without `media:write` it must be the caller's own, and nothing public may use it.
 * Throws `not-found`, `forbidden`, `precondition-required` and `stale`.
 */
export async function openMedia(db: Db, request: Changing): Promise<MediaRow> {
  const row = await getMedia(db, request.params.media);
  await requireMayChange(db, request.actor, row);
  requireMatch(request, currentOf(row));
  return row;
}

async function requireMayChange(db: Db, caller: Caller, { id, createdBy }: MediaRow): Promise<void> {
  const scope = 'media:write';
  if (caller.scopes.has(scope)) return;
  if (createdBy !== caller.id) requireScope(caller, scope);
  if (!(await isPublicMedia(db, id))) return;
  const role = lowestRoleWith(scope);
  throw new Problem(
    'forbidden',
    `Something public uses this picture: only those with the scope ${scope} change it now.`,
    { extensions: { scope, role } },
  );
}
