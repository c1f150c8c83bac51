import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { preflight, sectionsLeftBehind, type Checked } from '../preflight/check.ts';
import type { OpenedStory } from '../stories/story.ts';
import { chooseVersion, type Wanted } from './choose.ts';
import { patchLive } from './mend.ts';

type Asked = Wanted & { base?: 'live' | undefined; at?: number | undefined; caller: Caller };

/** The version that would be published, and all findings on it. Saves the patch: the transaction is to be rolled back. */
export async function preflightWanted(
  work: Work,
  story: OpenedStory,
  { base, at = work.now, patch, version, caller }: Asked,
): Promise<{ version: number; findings: Checked[] }> {
  if (base === 'live' && patch) {
    const { going } = await patchLive(work, story, { patch, caller });
    return { version: going.version, findings: await preflight(work.tx, going, { now: at }) };
  }
  const chosen = await chooseVersion(work, story, { version, patch, caller });
  const movedFrom = sectionsLeftBehind(chosen.story, chosen.going);
  const findings = await preflight(work.tx, chosen.going, { now: at, movedFrom });
  return { version: chosen.going.version, findings };
}
