import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { scheduleArticle } from '../release/schedule.ts';
import type { ChangeIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { chooseVersion, type Wanted } from './choose.ts';

type Asked = Wanted & { at: number; change?: ChangeIn | undefined; caller?: Caller };

/** Saves the patch, if there is one, and schedules the version that is meant. Throws what saving and scheduling throw. */
export async function scheduleWanted(
  work: Work,
  story: OpenedStory,
  { version, patch, ...asked }: Asked,
): Promise<OpenedStory> {
  const { caller } = asked;
  const chosen = await chooseVersion(work, story, { version, patch, caller });
  return scheduleArticle(work, chosen.story, { ...asked, going: chosen.going });
}
