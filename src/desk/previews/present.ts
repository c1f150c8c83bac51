import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { findActors } from '../stories/embedded.ts';
import { presentActor } from '../show/present.ts';
import type { Preview } from './schema.ts';
import { endOf, findLastRemoval } from './store.ts';
import type { PreviewRow } from './table.ts';

/** The links of one story as the desk sees them at `now`, without their secrets. */
export async function presentPreviews(
  db: Db,
  articleId: string,
  rows: PreviewRow[],
  now: number,
): Promise<Preview[]> {
  const lastRemoval = await findLastRemoval(db, articleId);
  const people = await findActors(
    db,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map((row) =>
    omitAbsent({
      id: row.id,
      version: row.version,
      state: endOf(row, lastRemoval, now) ?? ('open' as const),
      createdAt: toTimestamp(row.createdAt),
      createdBy: presentActor(row.createdBy, people),
      expiresAt: toTimestamp(row.expiresAt),
      revokedAt: toTimestampIfSet(row.revokedAt),
    }),
  );
}
