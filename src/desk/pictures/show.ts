import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { findMedia, type MediaRow, withCaptions } from '../../library/pictures/rows/store.ts';
import { findRecords } from '../../library/records/store.ts';
import type { WhereUsed } from '../../library/records/uses.ts';
import type { Site } from '../../library/site.ts';
import { presentMedia } from './present.ts';

/** The picture with this id. Throws `not-found`. */
export async function getMedia(db: Db, id: string): Promise<MediaRow> {
  const row = await findMedia(db, id);
  if (!row) throw notFound('media');
  return row;
}

/** One picture as the desk sees it, with its uses. Throws `not-found`. */
export async function showMedia(db: Db, id: string, whereUsed: WhereUsed, site: Site) {
  const [shown] = await showAll(db, [await getMedia(db, id)], whereUsed, site);
  return shown!;
}

/** Pictures as the desk sees them, each with its uses. */
export async function showAll(db: Db, rows: MediaRow[], whereUsed: WhereUsed, site: Site) {
  const shown = await presentMediaRows(db, rows, site);
  return Promise.all(shown.map(async (one) => ({ ...one, usedBy: await whereUsed(db, 'media', one.id) })));
}

/** Pictures as the desk sees them; two queries. */
export async function presentMediaRows(db: Db, rows: MediaRow[], site: Site) {
  const agencies = await findRecords(
    db,
    agencyType,
    rows.flatMap(({ agencyId }) => agencyId ?? []),
  );
  return (await withCaptions(db, rows)).map((item) =>
    presentMedia({ ...item, agency: null }, agencies, site),
  );
}
