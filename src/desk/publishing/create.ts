import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/scopes.ts';
import type { Work } from '../../foundation/database/database.ts';
import { createArticle } from '../drafts/create.ts';
import { requireBackdating } from '../drafts/source-date.ts';
import { publishArticle } from '../release/publish.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';

type New = ArticleIn & { publish?: { publishedAt?: number | undefined } | undefined };

/** Creates a story, and publishes it where that is asked for. Throws what creating and publishing throw. */
export async function createWanted(
  work: Work,
  { publish, ...input }: New,
  { defaultLocale, caller }: { defaultLocale: string; caller: Caller },
): Promise<OpenedStory> {
  if (publish?.publishedAt !== undefined) requireScope(caller, 'articles:backdate');
  requireBackdating(caller, input);
  const story = await createArticle(work, input, { defaultLocale, caller });
  return publish ? publishArticle(work, story, { ...publish, caller }) : story;
}
