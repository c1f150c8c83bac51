import { inArray } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { agencyRoom } from '../../library/agencies/room.ts';
import { isEmptyBody } from '../../library/body/references.ts';
import { bylineRoom } from '../../library/bylines/room.ts';
import { isDescribed } from '../../library/media/described.ts';
import { findMediaItems, type MediaItem } from '../../library/media/store.ts';
import type { Room } from '../../library/records/room.ts';
import { sectionRoom } from '../../library/sections/room.ts';
import { topicRoom } from '../../library/topics/room.ts';
import { faultsOfApproval, type VersionOf } from './approval.ts';
import { picturesIn, type PictureUse } from './named.ts';

/**
 * Everything that would be wrong to publish in a version of a story, each with its place. Stories that are named and not
 * live are no fault: the public sees neither them nor that they were named. With `at` (UTC milliseconds): what will be
 * wrong by then, too.
 */
export async function findBlockers(
  db: Db,
  content: ArticleContent,
  of: Pick<VersionOf, 'id' | 'version'>,
  { at = 0 }: { at?: number } = {},
): Promise<Fault[]> {
  const { headline, body } = content;
  return [
    ...(headline.trim() === '' ? [{ pointer: '/headline', detail: 'The story has no headline.' }] : []),
    ...(isEmptyBody(body) ? [{ pointer: '/body', detail: 'The story has no text.' }] : []),
    ...(await faultsOfPictures(db, content, at)),
    ...(await faultsOfRecords(db, content)),
    ...(await faultsOfApproval(db, { ...of, content })),
  ];
}

async function faultsOfPictures(db: Db, content: ArticleContent, at: number): Promise<Fault[]> {
  const placed = picturesIn(content, content.body);
  const items = await findMediaItems(
    db,
    placed.map(({ use }) => use.media),
  );
  return placed.flatMap((placing) =>
    faultsOfPicture(placing, items.get(placing.use.media), content.locale, at),
  );
}

function faultsOfPicture(
  { use, pointer }: PictureUse,
  item: MediaItem | undefined,
  locale: string,
  at: number,
): Fault[] {
  if (!item) return [{ pointer, detail: `There is no media "${use.media}".` }];
  const isSilent = use.altText === undefined && !isDescribed(item.captions, locale);
  return [
    ...(item.rightsExpired ? [`The rights of ${use.media} have run out.`] : endingBy(item, at)),
    ...(isSilent
      ? [`${use.media} has no alt text for ${locale}; write one, or say that it is decorative.`]
      : []),
  ].map((detail) => ({ pointer, detail }));
}

/** Rights that will have run out by then. */
function endingBy({ id, usableUntil }: MediaItem, at: number): string[] {
  if (usableUntil === null || usableUntil > at) return [];
  return [`The rights of ${id} run out at ${toTimestamp(usableUntil)}.`];
}

type Placed = { id: string | undefined; pointer: string };

async function faultsOfRecords(db: Db, content: ArticleContent): Promise<Fault[]> {
  const { agency, bylines, section, topics, attributions } = content;
  return [
    ...(await faultsIn(db, agencyRoom, [
      { id: agency, pointer: '/agency' },
      ...attributions.flatMap((each, index) => [
        { id: each.agency, pointer: `/attributions/${index}/agency` },
        { id: each.via, pointer: `/attributions/${index}/via` },
      ]),
    ])),
    ...(await faultsIn(
      db,
      bylineRoom,
      bylines.map(({ byline }, index) => ({ id: byline, pointer: `/bylines/${index}/byline` })),
    )),
    ...(await faultsIn(db, sectionRoom, [{ id: section, pointer: '/section' }])),
    ...(await faultsIn(
      db,
      topicRoom,
      topics.map((id, index) => ({ id, pointer: `/topics/${index}` })),
    )),
  ];
}

async function faultsIn(
  db: Db,
  { table, kind }: Pick<Room<never, { id: string; slug: string }>, 'table' | 'kind'>,
  placed: Placed[],
): Promise<Fault[]> {
  const ids = [...new Set(placed.flatMap(({ id }) => id ?? []))];
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: table.id, name: table.name, hidden: table.hidden })
    .from(table)
    .where(inArray(table.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return placed.flatMap(({ id, pointer }): Fault[] => {
    if (id === undefined) return [];
    const row = byId.get(id);
    if (!row) return [{ pointer, detail: `There is no ${kind} "${id}" any more.` }];
    return row.hidden ? [{ pointer, detail: `The ${kind} "${row.name}" is hidden.` }] : [];
  });
}
