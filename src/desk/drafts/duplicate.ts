import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { asInput } from '../stories/input/content.ts';
import { createArticle } from './create.ts';
import type { OpenedStory } from '../stories/story.ts';

/**
 * Creates a draft with the content of another story, under the same embargo and with its own slug. Gives the new story.
 */
export async function duplicateArticle(
  work: Work,
  source: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'duplicate', source, { caller });
  const { row, content } = source;
  // It is not a second translation, and external ids and the date of the source belong to the other story.
  const { slug, externalIds, canonicalUrl, translationOf, sourcePublishedAt, ...rest } = asInput(content);
  // The original may be under its own embargo.
  const embargoUntil = Math.max(row.embargoUntil ?? 0, (await source.groupEmbargo()) ?? 0);
  return createArticle(
    work,
    { ...rest, ...(embargoUntil > 0 ? { embargoUntil } : {}) },
    {
      defaultLocale: content.locale,
      origin: { data: { duplicated: row.id }, content, madeFrom: row.id },
      caller,
    },
  );
}
