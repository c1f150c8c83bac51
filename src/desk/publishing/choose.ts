import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { Problem, ruleUnmet } from '../../foundation/problem.ts';
import type { ArticlePatch } from '../drafts/patch-schema.ts';
import { patchArticle } from '../drafts/patch.ts';
import { versionOf, type OpenedStory, type StoryVersion } from '../stories/story.ts';

/** What is to be published: the newest version, another one by its number, or the newest with a patch. */
export type Wanted = { version?: number | undefined; patch?: ArticlePatch | undefined };

/** A story after its patch, and the version of it that is meant. */
export type Chosen = { story: OpenedStory; going: StoryVersion };

/** Saves the patch, if there is one, and opens the version that is meant. Throws what saving throws, and `rule-unmet`. */
export async function chooseVersion(
  work: Work,
  story: OpenedStory,
  { version, patch, caller }: Wanted & { caller?: Caller | undefined },
): Promise<Chosen> {
  if (patch) {
    const patched = await placedUnder('/patch', () => patchArticle(work, story, { ...patch, caller }));
    return { story: patched, going: patched };
  }
  if (version === undefined) return { story, going: story };
  const { copyVersion } = story.row;
  if (version > copyVersion) {
    const detail = `version cannot be ${version}: the newest is ${copyVersion}`;
    throw ruleUnmet([{ pointer: '/version', detail }]);
  }
  return { story, going: await openVersion(work, story, version) };
}

/** Opens a version that the request names. Throws `rule-unmet` where its text was dropped. */
async function openVersion({ tx }: Work, story: OpenedStory, version: number): Promise<StoryVersion> {
  try {
    return await versionOf(tx, story, version);
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'gone') throw error;
    throw ruleUnmet([{ pointer: '/version', detail: error.message }]);
  }
}

/** Runs what takes a part of the request: its faults and notes are placed below that part. */
export async function placedUnder(pointer: string, run: () => Promise<OpenedStory>): Promise<OpenedStory> {
  try {
    const story = await run();
    const notes = story.notes?.map((note) => ({ ...note, pointer: `${pointer}${note.pointer ?? ''}` }));
    return { ...story, ...(notes && { notes }) };
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error;
    const faults = error.faults.map((fault) =>
      fault.pointer === undefined ? fault : { ...fault, pointer: pointer + fault.pointer },
    );
    const { extensions, headers } = error;
    throw new Problem(error.problem, error.message, { faults, extensions, headers });
  }
}
