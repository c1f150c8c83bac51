import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import { lowestRoleWith, requireScope } from '../../access/scopes.ts';
import type { Db } from '../../foundation/database/database.ts';
import { currentOf } from '../../foundation/http/answer/answers.ts';
import { refusalBySections } from '../../access/section-limit.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { Problem } from '../../foundation/problem.ts';
import { findSectionsShowing, isPublicMedia } from '../../edition/media/public.ts';
import type { MediaRow } from '../../library/pictures/rows/store.ts';
import { isApprovedMedia } from './approved-uses.ts';
import { getMedia } from './show.ts';

type Changing = FastifyRequest & { actor: Caller; params: { media: string } };

/**
 * The picture that a request changes. Without `media:write` it must be the caller's own, and nothing may use it that
 * somebody else has approved or published. A key for some sections changes no picture that live stories of others show. Throws `not-found`, `forbidden`, `precondition-required` and `stale`.
 */
export async function openMedia(db: Db, request: Changing): Promise<MediaRow> {
  const row = await getMedia(db, request.params.media);
  await requireMayChange(db, request.actor, row);
  await requireShownWithin(db, request.actor, row.id);
  requireMatch(request, currentOf(row));
  return row;
}

async function requireMayChange(db: Db, caller: Caller, row: MediaRow): Promise<void> {
  const scope = 'media:write';
  if (caller.scopes.has(scope)) return;
  if (row.createdBy !== caller.id) requireScope(caller, scope);
  const reason = await whyNoMore(db, row);
  if (reason === undefined) return;
  const role = lowestRoleWith(scope);
  throw new Problem('forbidden', `${reason}: only those with the scope ${scope} change it now.`, {
    extensions: { scope, role },
  });
}

async function requireShownWithin(db: Db, caller: Caller, mediaId: string): Promise<void> {
  if (!caller.sections) return;
  if (refusalBySections(caller, await findSectionsShowing(db, mediaId)) === undefined) return;
  throw new Problem(
    'forbidden',
    'Your key is narrowed to some sections, and a live story outside of them shows this picture: see sections in /v1/desk/me.',
    { extensions: { limit: 'sections' } },
  );
}

/** Why whoever uploaded a picture changes it no more; undefined while they may. */
async function whyNoMore(db: Db, { id, takenDown }: MediaRow): Promise<string | undefined> {
  if (takenDown !== null) return 'This picture was taken down';
  if (await isPublicMedia(db, id)) return 'Something public uses this picture';
  return (await isApprovedMedia(db, id)) ? 'An approved or scheduled story uses this picture' : undefined;
}
