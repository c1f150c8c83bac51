import { and, asc, countDistinct, eq, inArray, isNotNull, isNull, max, or, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { isSet } from '../../foundation/database/prepared.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { conflict } from '../../foundation/problem.ts';
import { findHeadlines } from '../../edition/articles/find.ts';
import { agencies } from '../../library/tables/agencies.ts';
import { bylines } from '../../library/tables/bylines.ts';
import { media } from '../../library/tables/pictures.ts';
import type { RecordKind } from '../../library/records/record-type.ts';
import { withMerged } from '../../library/records/merged.ts';
import { mostUses } from '../../library/records/uses.ts';
import { withChildren } from '../../library/sections/tree.ts';
import { articleReferences, articles } from '../stories/table.ts';
import { maySee } from '../stories/visible.ts';
import type { StoryShowing } from './schema.ts';

/** The stories whose public form changes with a record: live or scheduled; at most `mostUses` of them by name. */
export type ShownIn = { stories: z.output<typeof StoryShowing>[]; storiesTotal: number };

/** The stories that show any of these records or pictures to the public, or are scheduled to. */
export async function findShownIn(
  db: Db,
  kind: RecordKind | 'media',
  ids: string[],
  caller: Caller,
): Promise<ShownIn> {
  const { articleId, inLive } = articleReferences;
  const isPublic = or(isSet(inLive), and(isNotNull(articles.scheduledAt), isNull(articles.deletedAt)));
  const where = and(await isShowing(db, kind, ids), isPublic);
  const [counted] = await db
    .select({ total: countDistinct(articleId) })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(where);
  const { slug, headline, createdBy } = articles;
  const rows = await db
    .select({ id: articles.id, slug, headline, createdBy, isLive: max(inLive) })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(where)
    .groupBy(articles.id, slug, headline, createdBy)
    .orderBy(asc(articles.id))
    .limit(mostUses);
  const live = await findHeadlines(
    db,
    rows.map((row) => row.id),
  );
  const stories = rows.map(({ isLive, ...story }) => {
    const told = isLive ? live.get(story.id) : maySee(caller, story) ? story : undefined;
    const state = isLive ? ('live' as const) : ('scheduled' as const);
    return omitAbsent({ id: story.id, slug: told?.slug, headline: told?.headline, state });
  });
  return { stories, storiesTotal: counted!.total };
}

/** Throws `conflict` with the stories, unless there are none or the caller has confirmed. */
export function requireConfirmed(
  { kind, name, storiesTotal, ...said }: ShownIn & { kind: RecordKind | 'picture'; name: string },
  { confirm, consequence }: { confirm: boolean | undefined; consequence: string },
): void {
  if (storiesTotal === 0 || confirm) return;
  const count = `${storiesTotal} live or scheduled ${storiesTotal === 1 ? 'story' : 'stories'}`;
  const detail = `The ${kind} "${name}" is in ${count}. ${consequence} To do it, send ?confirm=true.`;
  throw conflict(detail, { ...said, storiesTotal });
}

/**
 * A reference to one of them itself, to a section below it, or to what is shown with it: bylines and pictures of an
 * agency. A picture is also shown with whose logo or portrait it is.
 */
async function isShowing(db: Db, kind: RecordKind | 'media', ids: string[]): Promise<SQL | undefined> {
  const { target } = articleReferences;
  const all = kind === 'section' ? [...(await withChildren(db, ids))] : await withMerged(db, ids);
  const itself = inArray(target, all);
  if (kind === 'media') {
    const logos = db.select({ id: agencies.id }).from(agencies).where(inArray(agencies.logoId, ids));
    const portraits = db.select({ id: bylines.id }).from(bylines).where(inArray(bylines.portraitId, ids));
    return or(itself, inArray(target, logos), inArray(target, portraits));
  }
  if (kind !== 'agency') return itself;
  const theirs = db.select({ id: bylines.id }).from(bylines).where(inArray(bylines.agencyId, ids));
  const pictures = db.select({ id: media.id }).from(media).where(inArray(media.agencyId, ids));
  return or(itself, inArray(target, theirs), inArray(target, pictures));
}
