import type { Db } from '../../foundation/database/database.ts';
import { loadStory, type OpenedStory } from '../stories/story.ts';
import { findGroup } from '../stories/translations.ts';

type Doing = {
  /** Whether the translations are done as well. */
  translations?: boolean | undefined;
  /** Whether it can be done with a translation; the others stay as they are. */
  concerns: (translation: OpenedStory) => boolean;
  act: (story: OpenedStory) => Promise<OpenedStory>;
};

/** Does something with a story, and with its translations; gives the story after it. */
export async function withTranslations(
  db: Db,
  story: OpenedStory,
  { translations = false, concerns, act }: Doing,
): Promise<OpenedStory> {
  const after = await act(story);
  const others = translations ? await findGroup(db, story.row.id) : [];
  for (const { id } of others) {
    if (id === story.row.id) continue;
    const translation = await loadStory(db, id);
    if (concerns(translation)) await act(translation);
  }
  return after;
}
