import { inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { agencyRoom } from '../../library/agencies/room.ts';
import { isEmptyBody } from '../../library/body/references.ts';
import { bylineRoom } from '../../library/bylines/room.ts';
import { findMissingMedia } from '../../library/media/reference.ts';
import { findUsableMedia, type CaptionRow, type MediaItem } from '../../library/media/store.ts';
import type { Room } from '../../library/records/room.ts';
import { sectionRoom } from '../../library/sections/room.ts';
import { topicRoom } from '../../library/topics/room.ts';
import { picturesIn, type PictureUse } from './named.ts';

/**
 * Everything that would be wrong to publish, each with its place. Stories that are named and not live are no fault:
 * the public sees neither them nor that they were named.
 */
export async function findBlockers(db: Db, content: ArticleContent): Promise<Fault[]> {
  const empty = 'must not be empty';
  return [
    ...(content.headline.trim() === '' ? [{ pointer: '/headline', detail: empty }] : []),
    ...(isEmptyBody(content.body) ? [{ pointer: '/body', detail: empty }] : []),
    ...(await faultsOfPictures(db, content)),
    ...(await faultsOfRecords(db, content)),
  ];
}

async function faultsOfPictures(db: Db, content: ArticleContent): Promise<Fault[]> {
  const placed = picturesIn(content, content.body);
  const usable = await findUsableMedia(
    db,
    placed.map(({ use }) => use.media),
  );
  const missing = await findMissingMedia(
    db,
    placed.map(({ use, pointer }) => ({ reference: use.media, where: { pointer } })),
  );
  const gone = new Set(missing.map(({ pointer }) => pointer));
  return [
    ...missing,
    ...placed
      .filter(({ pointer }) => !gone.has(pointer))
      .flatMap((placing) => faultOfPicture(placing, usable.get(placing.use.media), content.locale)),
  ];
}

function faultOfPicture({ use, pointer }: PictureUse, item: MediaItem | undefined, locale: string): Fault[] {
  if (!item) return [{ pointer, detail: `The rights of ${use.media} have run out.` }];
  if (use.altText !== undefined || isDescribed(item.captions, locale)) return [];
  return [
    {
      pointer,
      detail: `${use.media} has no alt text for ${locale}; write one, or say that it is decorative.`,
    },
  ];
}

/** Whether the words that readers of this language will get hold an alt text, or say that none is needed. */
function isDescribed(captions: CaptionRow[], locale: string): boolean {
  const [language] = locale.split('-');
  const exact = captions.filter((caption) => caption.locale === locale);
  const near = captions.filter((caption) => caption.locale.split('-')[0] === language);
  const [used = []] = [exact, near, captions].filter((some) => some.length > 0);
  return used.length > 0 && used.every(({ altText, decorative }) => altText !== null || decorative);
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
