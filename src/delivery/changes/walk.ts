import { and, asc, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { ChangeFilters } from '../../foundation/changes/find.ts';
import type { Place } from '../../foundation/page/place.ts';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset } from '../../foundation/database/prepared.ts';
import { announcesNothingHidden } from '../../edition/alerts/shown.ts';
import { corrections } from '../../edition/corrections/table.ts';
import { liveArticles } from '../../edition/articles/table.ts';
import { isShownMedia } from '../../edition/media/public.ts';
import { surrogateKeyOf } from '../../foundation/http/answer/surrogate-keys.ts';
import { agencies } from '../../library/tables/agencies.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { bylines } from '../../library/tables/bylines.ts';
import { media } from '../../library/tables/pictures.ts';
import { sections } from '../../library/tables/sections.ts';
import { topics } from '../../library/tables/topics.ts';
import { type Walk, type WalkKind, walkKinds } from './cursor.ts';
import type { Told } from './present.ts';

type Readable = { id: PgColumn; where: SQL | undefined };

/** Everything public, by kind. */
const readable: Record<WalkKind, Readable> = {
  agency: { id: agencies.id, where: isUnset(agencies.hidden) },
  byline: { id: bylines.id, where: isUnset(bylines.hidden) },
  section: { id: sections.id, where: isUnset(sections.hidden) },
  topic: { id: topics.id, where: isUnset(topics.hidden) },
  media: {
    id: media.id,
    where: and(isUnset(media.rightsExpired), isNull(media.takenDown), isShownMedia),
  },
  article: { id: liveArticles.id, where: undefined },
  correction: {
    id: corrections.id,
    where: and(sql`${corrections.kind} <> 'refile'`, isNull(corrections.publicUntil)),
  },
  alert: { id: alerts.id, where: and(sql`${alerts.state} = 'running'`, announcesNothingHidden) },
};

/** What narrows a first reading: it reads the stories that are in these sections now. */
export type WalkFilters = ChangeFilters & { listed?: string[] | undefined };

/** The first kind of a first reading. */
export const firstWalk: Walk = { kind: 'agency', afterId: '' };

/**
 * What is public now as changes, from a place of a first reading on, `limit` at most. The reading began at `place` of
 * the log, from which the changes go on when nothing is left.
 */
export async function walkOn(
  db: Db,
  { place, walk }: { place: Place; walk: Walk },
  { limit, filters }: { limit: number; filters: WalkFilters },
): Promise<Told[]> {
  const found: Told[] = [];
  let { afterId } = walk;
  for (const kind of walkKinds.slice(walkKinds.indexOf(walk.kind))) {
    const ids = isAsked(kind, filters)
      ? await idsOf(db, kind, { afterId, limit: limit - found.length, filters })
      : [];
    for (const id of ids)
      found.push({
        ...{ ...place, kind, subject: id, action: 'upserted', state: null, material: true },
        ...{
          keys: [surrogateKeyOf(id)],
          walk: { kind, afterId: id },
        },
      });
    if (found.length === limit) break;
    afterId = '';
  }
  return found;
}

/** Only stories and their corrections are in sections and languages; alerts are for all. */
function isAsked(kind: string, { kinds, listed, locales }: WalkFilters): boolean {
  return (
    (kinds === undefined || kinds.includes(kind)) &&
    (['article', 'correction', 'alert'].includes(kind) || !(listed ?? locales))
  );
}

async function idsOf(
  db: Db,
  kind: WalkKind,
  { afterId, limit, filters }: { afterId: string; limit: number; filters: WalkFilters },
): Promise<string[]> {
  const { id, where } = readable[kind];
  const { listed, locales } = filters;
  const ofStories = and(
    listed && inArray(liveArticles.sectionId, listed),
    locales && inArray(liveArticles.locale, locales),
  );
  const narrowed: Partial<Record<WalkKind, SQL | undefined>> = {
    article: ofStories,
    correction: inArray(
      corrections.articleId,
      db.select({ id: liveArticles.id }).from(liveArticles).where(ofStories),
    ),
  };
  const rows = await db
    .select({ id })
    .from(id.table)
    .where(and(gt(id, afterId), where, narrowed[kind]))
    .orderBy(asc(id))
    .limit(limit);
  return rows.map((row) => row.id as string);
}
