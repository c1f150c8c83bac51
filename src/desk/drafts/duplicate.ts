import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { asInput } from '../stories/content.ts';
import { createArticle } from './create.ts';
import type { OpenedStory } from '../stories/story.ts';

/** Starts a story with the content of another, under the same embargo: a draft with a slug of its own. Gives the new one. */
export async function duplicateArticle(
  work: Work,
  source: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'duplicate', source, { caller });
  const { row, content } = source;
  // It is no second translation, and what stands elsewhere is the other one.
  const { slug, externalIds, canonicalUrl, translationOf, ...rest } = asInput(content);
  // What it translates may be under an embargo of its own.
  const embargoUntil = Math.max(row.embargoUntil ?? 0, (await source.originalEmbargo()) ?? 0);
  return createArticle(
    work,
    { ...rest, ...(embargoUntil > 0 ? { embargoUntil } : {}) },
    { defaultLocale: content.locale, origin: { data: { duplicated: row.id }, content }, caller },
  );
}
