import { findNewestPlace, isKept, listChanges } from '../../foundation/changes/find.ts';
import type { Db } from '../../foundation/database/database.ts';
import { gone } from '../../foundation/problem.ts';
import type { Site } from '../../library/site.ts';
import { everBelow } from '../../library/sections/followed.ts';
import { narrowedBy } from '../articles/list.ts';
import { beginning, decodePlace, encodePlace, type Cursor } from './cursor.ts';
import { presentChanges } from './present.ts';
import type { ChangePage, ChangesQuery } from './schema.ts';
import { firstWalk, walkOn, type WalkFilters } from './walk.ts';
import type { z } from 'zod';

/**
 * One page of public changes, the oldest first. Throws `gone` where the log does not go back to the cursor,
 * `invalid-request` for what is no cursor, `unknown-reference`.
 */
export async function readChanges(
  db: Db,
  query: ChangesQuery,
  site: Site,
): Promise<z.output<typeof ChangePage>> {
  const { limit, after, kind, locale, section, include = [] } = query;
  const newest = await findNewestPlace(db);
  const filters = { kinds: kind, locales: locale, ...(await sectionsOf(db, section)) };
  if (after === undefined) return pageOf([], { place: newest }, { limit, more: false });
  const cursor: Cursor = after === beginning ? { place: newest, walk: firstWalk } : decodePlace(after);
  if (!(await isKept(db, cursor.place)))
    throw gone(
      `The log of changes does not go back to there. Begin anew with after=${beginning}, and drop what you have and are not told then.`,
      {},
    );
  const { place, walk } = cursor;
  const rows = walk
    ? await walkOn(db, { place, walk }, { limit: limit + 1, filters })
    : await listChanges(db, { after: place, limit: limit + 1, filters });
  const data = await presentChanges(db, rows.slice(0, limit), { whole: include.includes('body'), site });
  const hasMore = rows.length > data.length;
  const last = rows[data.length - 1];
  if (hasMore && last) {
    const on = {
      place: { seq: last.seq, at: last.at },
      ...('walk' in last && { walk: last.walk }),
    };
    return pageOf(data, on, { limit, more: true });
  }
  // Where a first reading ends, what changed meanwhile comes next; else the log was read to its end.
  return walk
    ? pageOf(data, { place }, { limit, more: newest.seq > place.seq })
    : pageOf(data, { place: newest }, { limit, more: false });
}

function pageOf(
  data: z.output<typeof ChangePage>['data'],
  next: Cursor,
  { limit, more }: { limit: number; more: boolean },
): z.output<typeof ChangePage> {
  return { data, page: { limit, next: encodePlace(next), more } };
}

/**
 * The sections of a filter, with those below them: those whose stories lists show now, and those that count in the log. Throws
 * `unknown-reference`.
 */
export async function sectionsOf(
  db: Db,
  section: string[] | undefined,
): Promise<Pick<WalkFilters, 'sections' | 'listed'>> {
  if (!section) return {};
  const { filters, narrowedTo } = await narrowedBy(db, { section });
  return { sections: await everBelow(db, narrowedTo), listed: filters.sections };
}
