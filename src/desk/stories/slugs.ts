import { and, eq, gte, lt, ne, or } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { firstFree, slugOf } from '../../foundation/slug.ts';
import { articleSlugs } from './table.ts';

type Wanted = { id: string; locale: string; headline: string; slug?: string | undefined };

/** The slug that a story asks for, or one made from its headline. Throws `conflict` when what it asks for is another's. */
export async function chooseSlug(db: Db, { id, locale, headline, slug }: Wanted): Promise<string> {
  if (slug === undefined) return inventSlug(db, { id, locale, headline });
  const [other] = await db
    .select({ articleId: articleSlugs.articleId })
    .from(articleSlugs)
    .where(and(eq(articleSlugs.locale, locale), eq(articleSlugs.slug, slug), ne(articleSlugs.articleId, id)));
  if (other) throw conflict(`The slug "${slug}" belongs to another article in ${locale}.`);
  return slug;
}

/** Keeps a slug for a story: nobody else may take it any more. */
export async function reserveSlug(
  tx: Tx,
  { id, locale, slug }: { id: string; locale: string; slug: string },
): Promise<void> {
  await tx.insert(articleSlugs).values({ locale, slug, articleId: id }).onConflictDoNothing();
}

async function inventSlug(db: Db, { id, locale, headline }: Omit<Wanted, 'slug'>): Promise<string> {
  const base = slugOf(headline, `story-${id.slice(-8)}`);
  // `.` follows `-` in ASCII: the range holds every slug that begins with the base and a hyphen.
  const rows = await db
    .select({ slug: articleSlugs.slug })
    .from(articleSlugs)
    .where(
      and(
        eq(articleSlugs.locale, locale),
        ne(articleSlugs.articleId, id),
        or(
          eq(articleSlugs.slug, base),
          and(gte(articleSlugs.slug, `${base}-`), lt(articleSlugs.slug, `${base}.`)),
        ),
      ),
    );
  return firstFree(
    base,
    rows.map(({ slug }) => slug),
  );
}
