import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { asInput } from '../stories/input/content.ts';
import { createArticle } from './create.ts';
import type { OpenedStory } from '../stories/story.ts';
import { findGroup, refusalOfKilled, refusalOfTranslation } from '../stories/translations.ts';
import { maySee } from '../stories/visible.ts';

/**
 * Creates a draft in another language with the content of a story, under the same embargo. All translations refer to
 * the same original. Gives the new story; throws `conflict` when it exists in that language.
 */
export async function translateArticle(
  work: Work,
  source: OpenedStory,
  { locale, headline, caller }: { locale: string; headline?: string | undefined; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'translate', source, { caller });
  const { row, content } = source;
  const original = content.translationOf ?? row.id;
  await refuseSecond(work.tx, original, locale, caller);
  const { slug, externalIds, canonicalUrl, sourcePublishedAt, ...rest } = asInput(content);
  return createArticle(
    work,
    {
      ...rest,
      locale,
      headline: headline ?? content.headline,
      translationOf: original,
      ...(row.embargoUntil === null ? {} : { embargoUntil: row.embargoUntil }),
    },
    { defaultLocale: locale, origin: { data: { translated: row.id }, content, madeFrom: row.id }, caller },
  );
}

async function refuseSecond(db: Db, original: string, locale: string, caller?: Caller): Promise<void> {
  const group = await findGroup(db, original);
  const killed = refusalOfKilled(group, original);
  if (killed !== undefined) throw conflict(killed);
  const refusal = refusalOfTranslation(group, { original, locale });
  if (!refusal) return;
  const { detail, other } = refusal;
  throw conflict(detail, other && (!caller || maySee(caller, other)) ? { article: other.id } : {});
}
