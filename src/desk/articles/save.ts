import { isDeepStrictEqual } from 'node:util';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { contentFrom } from './content.ts';
import { saveExternalIds, saveReferences } from './references.ts';
import type { ArticleIn } from './schema.ts';
import { reserveSlug } from './slugs.ts';
import { getArticle, getContent, insertVersion, saveArticle } from './store.ts';

/**
 * Saves a story's content as a new version. The public sees nothing of it until it is published.
 * Content that is the same makes no version. Gives the number of the newest version.
 */
export async function saveCopy(
  work: Work,
  id: string,
  input: ArticleIn,
  note: string | null = null,
): Promise<number> {
  const { tx, now, actor } = work;
  const before = await getArticle(tx, id);
  const previous = await getContent(tx, id, before.copyVersion);
  if (input.locale !== undefined && input.locale !== before.locale) {
    throw ruleUnmet([{ pointer: '/locale', detail: 'A story stays in its language; translate it instead.' }]);
  }
  const content = await contentFrom(tx, input, { id, defaultLocale: before.locale, previous });
  if (isDeepStrictEqual(content, previous)) return before.copyVersion;

  const version = before.copyVersion + 1;
  await insertVersion(tx, { articleId: id, version, content, actor: actor.id, at: now, note });
  await reserveSlug(tx, { id, locale: before.locale, slug: content.slug });
  await saveReferences(tx, id, 'copy', content);
  await saveExternalIds(tx, id, content.externalIds);
  await saveArticle(tx, before, now, { copyVersion: version, copyState: 'draft', slug: content.slug });
  await record(work, {
    action: 'article.saved',
    subject: id,
    fromVersion: before.copyVersion,
    toVersion: version,
  });
  return version;
}
