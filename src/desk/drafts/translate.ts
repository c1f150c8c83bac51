import { and, eq, isNull, or } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { requireLegal } from '../stories/actions.ts';
import { asInput } from '../stories/content.ts';
import { createArticle } from './create.ts';
import { getArticle, getContent } from '../stories/store.ts';
import { articles } from '../stories/table.ts';
import { maySee } from '../stories/visible.ts';

/**
 * Starts the same story in another language: a draft with its content, to be translated, under the same embargo. All
 * translations name the same original. Gives its id; throws `conflict` when the story is there in that language.
 */
export async function translateArticle(
  work: Work,
  id: string,
  { locale, headline }: { locale: string; headline?: string | undefined },
  caller?: Caller,
): Promise<string> {
  const source = await getArticle(work.tx, id);
  requireLegal('translate', source, work.now);
  const content = await getContent(work.tx, id, source.copyVersion);
  const original = content.translationOf ?? id;
  await refuseSecond(work.tx, original, locale, caller);
  const { slug: _, externalIds: __, canonicalUrl: ___, ...rest } = asInput(content);
  return createArticle(
    work,
    {
      ...rest,
      locale,
      headline: headline ?? content.headline,
      translationOf: original,
      ...(source.embargoUntil === null ? {} : { embargoUntil: source.embargoUntil }),
    },
    { defaultLocale: locale, origin: { data: { translated: id }, content }, caller },
  );
}

async function refuseSecond(db: Db, original: string, locale: string, caller?: Caller): Promise<void> {
  const [other] = await db
    .select({ id: articles.id, createdBy: articles.createdBy })
    .from(articles)
    .where(
      and(
        or(eq(articles.id, original), eq(articles.translationOf, original)),
        eq(articles.locale, locale),
        isNull(articles.deletedAt),
      ),
    )
    .limit(1);
  if (!other) return;
  const isSeen = !caller || maySee(caller, other);
  throw conflict(`This story is there in ${locale} already.`, isSeen ? { article: other.id } : {});
}
