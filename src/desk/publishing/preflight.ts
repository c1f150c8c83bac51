import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { preflight, sectionsLeftBehind, type Checked } from '../preflight/check.ts';
import { faultsOfPublishing } from '../release/publish-faults.ts';
import type { ChangeIn } from '../stories/schema.ts';
import type { OpenedStory, StoryVersion } from '../stories/story.ts';
import { chooseVersion, type Wanted } from './choose.ts';
import { patchLive } from './mend.ts';

type Asked = Wanted & {
  base?: 'live' | undefined;
  at?: number | undefined;
  change?: ChangeIn | undefined;
  publishedAt?: number | undefined;
  caller: Caller;
};

/** The version that would be published, and all findings on it. Saves the patch: the transaction is to be rolled back. */
export async function preflightWanted(
  work: Work,
  story: OpenedStory,
  { base, at = work.now, patch, version, caller, change, publishedAt }: Asked,
): Promise<{ version: number; findings: Checked[] }> {
  if (base === 'live' && patch) {
    const { going } = await patchLive(work, story, { patch, caller });
    return check(story, going);
  }
  const chosen = await chooseVersion(work, story, { version, patch, caller });
  return check(chosen.story, chosen.going, sectionsLeftBehind(chosen.story, chosen.going));

  async function check(of: OpenedStory, going: StoryVersion, movedFrom: string[] = []) {
    // A request that says nothing of a change asks about the story alone.
    const isSaid = change !== undefined || publishedAt !== undefined;
    const asked = { change, publishedAt };
    const requestFaults = isSaid ? await faultsOfPublishing(work.tx, of, going, asked, work.now) : [];
    const findings = await preflight(work.tx, going, {
      now: at,
      movedFrom,
      caller,
      requestFaults,
      story: of,
    });
    return { version: going.version, findings };
  }
}
