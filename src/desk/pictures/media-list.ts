import { and, eq, exists, gte, inArray, isNotNull, lte, not, or, type SQL } from 'drizzle-orm';
import { containsWords } from '../../foundation/database/contains.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { agencies } from '../../library/tables/agencies.ts';
import { bylines } from '../../library/tables/bylines.ts';
import type { MediaRow } from '../../library/pictures/rows/store.ts';
import { media, mediaCaptions } from '../../library/tables/pictures.ts';
import { lookUp } from '../../library/records/store.ts';
import { isNamedByStories } from '../show/where-used.ts';

export type MediaFilters = {
  q?: string | undefined;
  /** Ids or slugs. */
  agency?: string[] | undefined;
  takenDown?: ('withdrawn' | 'killed')[] | undefined;
  used?: boolean | undefined;
  withoutAltText?: boolean | undefined;
};

const newestFirst = { columns: [media.createdAt, media.id], descending: true };

/** One page of the pictures, the newest first. Throws `unknown-reference` for an agency that is not there. */
export async function listMedia(
  db: Db,
  { limit, cursor, count, ...filters }: MediaFilters & PageAsked,
): Promise<Page<MediaRow>> {
  return readPage(
    db,
    { limit, cursor, count },
    {
      list: { sort: 'media', filters },
      order: newestFirst,
      keyOf: ({ createdAt, id }) => [createdAt, id],
      where: await conditionsOf(db, filters),
      select: () => db.select().from(media),
    },
  );
}

const soonestEndFirst = { columns: [media.usableUntil, media.id], descending: false };

/** One page of the pictures whose rights end until a moment or have ended, the earliest end first. */
export async function listEnding(
  db: Db,
  { usableFrom, usableTo, ...asked }: PageAsked & { usableFrom?: number | undefined; usableTo: number },
): Promise<Page<MediaRow>> {
  return readPage(db, asked, {
    list: { sort: 'usableUntil', filters: { usableFrom } },
    order: soonestEndFirst,
    keyOf: ({ usableUntil, id }) => [usableUntil!, id],
    where: and(
      isNotNull(media.usableUntil),
      lte(media.usableUntil, usableTo),
      usableFrom === undefined ? undefined : gte(media.usableUntil, usableFrom),
    ),
    select: () => db.select().from(media),
  });
}

async function conditionsOf(
  db: Db,
  { q, agency, takenDown, used, withoutAltText }: MediaFilters,
): Promise<SQL | undefined> {
  return and(
    q === undefined ? undefined : containsWords(media.searchText, q),
    agency && inArray(media.agencyId, await idsOf(db, agency)),
    takenDown && inArray(media.takenDown, takenDown),
    used === undefined ? undefined : used ? isUsed(db) : not(isUsed(db)),
    withoutAltText === undefined ? undefined : withoutAltText ? not(isDescribed(db)) : isDescribed(db),
  );
}

async function idsOf(db: Db, names: string[]): Promise<string[]> {
  const { found, faults } = await lookUp(
    db,
    agencyType,
    names.map((reference) => ({ reference, where: { parameter: 'agency' } })),
  );
  if (faults.length > 0) throw unknownReference(faults);
  return names.map((name) => found.get(name)!.id);
}

/** Named by a story, in its copy or in public, or shown as a logo or a portrait. */
function isUsed(db: Db): SQL {
  return or(
    isNamedByStories(db, media.id),
    exists(db.select({ id: agencies.id }).from(agencies).where(eq(agencies.logoId, media.id))),
    exists(db.select({ id: bylines.id }).from(bylines).where(eq(bylines.portraitId, media.id))),
  )!;
}

/** In some language it has alt text, or is said to be decorative: what publishing asks for. */
function isDescribed(db: Db): SQL {
  return exists(
    db
      .select({ locale: mediaCaptions.locale })
      .from(mediaCaptions)
      .where(
        and(
          eq(mediaCaptions.mediaId, media.id),
          or(isNotNull(mediaCaptions.altText), eq(mediaCaptions.decorative, true)),
        ),
      ),
  );
}
