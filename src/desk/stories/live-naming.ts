import { eq, or, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { withoutIndex } from '../../foundation/database/plan.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { liveArticles, liveSlugs } from '../../edition/articles/table.ts';
import { ledHere } from '../../edition/articles/led-to.ts';
import { articleReferences } from './table.ts';

/**
 * The live stories that show another one once it is live: those that refer to it, or to one that was consolidated into
 * it, those of its group of translations, which has this original, and those in other languages that have one of its
 * slugs: an address without a language may lead to it from now on.
 */
export async function findLiveNaming(
  db: Db,
  { id, original, slug }: { id: string; original: string; slug: string },
): Promise<string[]> {
  return (await liveNaming(db, { id, original, slug })).map((row) => row.id);
}

// From what is named to its references, by their index: an engine that goes by its statistics might read all references.
const liveNaming = prepared((db) => {
  const { articleId, target, inLive } = articleReferences;
  return db
    .select({ id: articleId })
    .from(sql`${ledHere('id')} AS here`)
    .crossJoin(articleReferences)
    .where(sql`${target} = here.id AND ${withoutIndex(inLive)} = 1`)
    .union(
      db
        .select({ id: liveArticles.id })
        .from(liveArticles)
        .where(
          or(
            eq(liveArticles.id, sql.placeholder('original')),
            eq(liveArticles.translationOf, sql.placeholder('original')),
          ),
        ),
    )
    .union(
      db
        .select({ id: liveSlugs.articleId })
        .from(liveSlugs)
        .where(
          sql`${liveSlugs.slug} IN (SELECT own.slug FROM ${liveSlugs} own WHERE own.article_id = ${sql.placeholder('id')} UNION SELECT ${sql.placeholder('slug')})`,
        ),
    );
});
