import type { Db } from '../../foundation/database/database.ts';
import { findAround } from '../../edition/articles/around.ts';
import { presentSummary } from '../../edition/articles/present.ts';
import type { ArticleSummary } from '../../edition/articles/schema.ts';
import { findSimilar } from '../../edition/search/similar.ts';
import type { Site } from '../../library/site.ts';
import { findArticle } from '../articles/find.ts';
import type { SimilarQuery } from './schema.ts';

type Similar = { data: ArticleSummary[] } | { movedTo: { slug: string; locale: string } };

/** The stories like that one, or where it is now. Throws `not-found`, and `gone` when it was taken away. */
export async function similarArticles(
  db: Db,
  { limit, captionLocale, ...asked }: SimilarQuery & { article: string },
  site: Site,
): Promise<Similar> {
  const answer = await findArticle(db, asked, site);
  if ('movedTo' in answer) return answer;
  const rows = await findSimilar(db, answer.story.id, limit);
  const around = await findAround(db, rows, { whole: false, captionLocale });
  return { data: rows.map((row) => presentSummary(row, around, site)) };
}
