import { and, asc, countDistinct, eq, inArray, isNotNull, isNull, max, or, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { conflict } from '../../foundation/problem.ts';
import { findHeadlines } from '../../edition/articles/find.ts';
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

/** The stories that show a record to the public, or are scheduled to. */
export async function findShownIn(db: Db, kind: RecordKind, id: string, caller: Caller): Promise<ShownIn> {
  const { articleId, state } = articleReferences;
  const isPublic = or(eq(state, 'live'), and(isNotNull(articles.scheduledAt), isNull(articles.deletedAt)));
  const where = and(await isShowing(db, kind, id), isPublic);
  const [counted] = await db
    .select({ total: countDistinct(articleId) })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(where);
  const { slug, headline, createdBy } = articles;
  const rows = await db
    .select({ id: articles.id, slug, headline, createdBy, last: max(state) })
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
  const stories = rows.map(({ last, ...story }) => {
    const told = last === 'live' ? live.get(story.id) : maySee(caller, story) ? story : undefined;
    const state = last === 'live' ? ('live' as const) : ('scheduled' as const);
    return omitAbsent({ id: story.id, slug: told?.slug, headline: told?.headline, state });
  });
  return { stories, storiesTotal: counted!.total };
}

/** Throws `conflict` with the stories, unless there are none or the caller has confirmed. */
export function requireConfirmed(
  { kind, name, storiesTotal, ...said }: ShownIn & { kind: RecordKind; name: string },
  { confirm, consequence }: { confirm: boolean | undefined; consequence: string },
): void {
  if (storiesTotal === 0 || confirm) return;
  const count = storiesTotal === 1 ? '1 story' : `${storiesTotal} stories`;
  const detail = `The ${kind} "${name}" is in ${count} that readers see or that are scheduled: ${consequence}. To do it, send ?confirm=true.`;
  throw conflict(detail, { ...said, storiesTotal });
}

/** A reference to the record itself, to a section below it, or to what is shown with it: bylines and pictures of an agency. */
async function isShowing(db: Db, kind: RecordKind, id: string): Promise<SQL | undefined> {
  const { kind: named, target } = articleReferences;
  const ids = kind === 'section' ? [...(await withChildren(db, [id]))] : await withMerged(db, [id]);
  const itself = and(eq(named, kind), inArray(target, ids));
  if (kind !== 'agency') return itself;
  const theirs = db.select({ id: bylines.id }).from(bylines).where(eq(bylines.agencyId, id));
  const pictures = db.select({ id: media.id }).from(media).where(eq(media.agencyId, id));
  return or(
    itself,
    and(eq(named, 'byline'), inArray(target, theirs)),
    and(eq(named, 'media'), inArray(target, pictures)),
  );
}
