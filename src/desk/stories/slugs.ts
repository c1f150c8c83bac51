import { and, eq, gte, lt, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { conflict } from '../../foundation/problem.ts';
import { firstFree, slugOf } from '../../foundation/slug.ts';
import { articleSlugs } from './table.ts';

type Slug = { id: string; locale: string; slug: string };
export type WantedSlug = { id: string; locale: string; headline: string; slug?: string | undefined };

/**
 * The requested slug, or one made from the headline. Throws `conflict` when the requested one belongs to another story.
 */
export async function chooseSlug(db: Db, { id, locale, headline, slug }: WantedSlug): Promise<string> {
  if (slug === undefined) return inventStorySlug(db, { id, locale, headline });
  if (await isSlugTaken(db, { id, locale, slug })) {
    // Who has it is not said: it may be a draft that the caller may not know of.
    throw conflict(`The slug "${slug}" is taken in ${locale}; choose another.`);
  }
  return slug;
}

/** Whether another story has that slug. */
export async function isSlugTaken(db: Db, { id, locale, slug }: Slug): Promise<boolean> {
  const others = await ofOthers(db, { id, locale, slug });
  return others.length > 0;
}

const { locale, slug, articleId } = articleSlugs;
const ofOthers = prepared((db) =>
  db
    .select({ articleId })
    .from(articleSlugs)
    .where(
      and(
        eq(locale, sql.placeholder('locale')),
        eq(slug, sql.placeholder('slug')),
        ne(articleId, sql.placeholder('id')),
      ),
    ),
);

/** Reserves a slug for a story permanently. */
export async function reserveSlug(tx: Tx, { id, locale, slug }: Slug): Promise<void> {
  await insertSlug(tx, { locale, slug, articleId: id });
}

const insertSlug = preparedInsert(articleSlugs, { ifNew: true });

/** Whether the slug was made from the headline, with or without a number. */
export function isFromHeadline({
  id,
  headline,
  slug,
}: {
  id: string;
  headline: string;
  slug: string;
}): boolean {
  const base = slugFromHeadline({ id, headline });
  return slug === base || (slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1)));
}

function slugFromHeadline({ id, headline }: { id: string; headline: string }): string {
  return slugOf(headline, `story-${id.slice(-8)}`);
}

async function inventStorySlug(db: Db, { id, locale, headline }: Omit<WantedSlug, 'slug'>): Promise<string> {
  const base = slugFromHeadline({ id, headline });
  const rows = await alike(db, { id, locale, from: base, to: `${base}.` });
  return firstFree(
    base,
    rows.map(({ slug }) => slug),
  );
}

// `.` follows `-` in ASCII: the range holds the base and every slug that begins with it and a hyphen.
const alike = prepared((db) =>
  db
    .select({ slug })
    .from(articleSlugs)
    .where(
      and(
        eq(locale, sql.placeholder('locale')),
        gte(slug, sql.placeholder('from')),
        lt(slug, sql.placeholder('to')),
        ne(articleId, sql.placeholder('id')),
      ),
    ),
);
