import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { Keyset } from '../../foundation/page/keyset.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { importer } from '../system.ts';
import { actors, type ActorRow } from '../table.ts';

export const actorStates = ['active', 'disabled'] as const;

type Filters = {
  kind?: ActorRow['kind'][] | undefined;
  state?: (typeof actorStates)[number] | undefined;
};

type Listing = Filters & PageAsked;

/** The actor with this id. Throws `not-found`. */
export async function getActor(db: Db, id: string): Promise<ActorRow> {
  const [row] = await db.select().from(actors).where(eq(actors.id, id));
  if (!row) throw notFound('actor');
  return row;
}

/** One page of actors, the newest first. */
export async function listActors(
  db: Db,
  { limit, cursor, count, ...filters }: Listing,
): Promise<Page<ActorRow>> {
  const { kind, state } = filters;
  return readPage(
    db,
    { limit, cursor, count },
    {
      list: { sort: '-createdAt', filters },
      order: newestFirst,
      keyOf: ({ createdAt, id }) => [createdAt, id],
      where: and(
        kind && inArray(actors.kind, kind),
        state && (state === 'disabled' ? isNotNull : isNull)(actors.disabledAt),
      ),
      select: () => db.select().from(actors),
    },
  );
}

const newestFirst: Keyset = { columns: [actors.createdAt, actors.id], descending: true };

/** Throws `conflict` for the actors of due work and of the import command: they have no keys, and stay as they are. */
export function refuseBuiltIn({ id, kind }: ActorRow): void {
  if (kind === 'system' || id === importer.id)
    throw conflict('This actor is a part of Dateline, and cannot be changed.');
}
