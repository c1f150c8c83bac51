import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { publishArticle } from '../release/publish.ts';
import type { ChangeIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { chooseVersion, type Wanted } from './choose.ts';
import { publishMend, type Mended } from './mend.ts';

type Asked = Wanted & {
  /** Patch the live version, and not the newest one. */
  base?: 'live' | undefined;
  change?: ChangeIn | undefined;
  publishedAt?: number | undefined;
  caller?: Caller;
};

/** Saves the patch, if there is one, and publishes the version that is meant. Throws what saving and publishing throw. */
export async function publishWanted(
  work: Work,
  story: OpenedStory,
  { version, patch, base, ...asked }: Asked,
): Promise<OpenedStory & Partial<Mended>> {
  if (base === 'live' && patch) return publishMend(work, story, { patch, ...asked });
  const { caller } = asked;
  const chosen = await chooseVersion(work, story, { version, patch, caller });
  return publishArticle(work, chosen.story, { ...asked, going: chosen.going });
}
