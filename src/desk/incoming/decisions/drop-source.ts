import type { Caller } from '../../../access/caller.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { ruleUnmet } from '../../../foundation/problem.ts';
import { requireAllowed } from '../../actions/allowed.ts';
import { saveCopy } from '../../drafts/save.ts';
import { asInput } from '../../stories/input/content.ts';
import { isSameExternalId } from '../../stories/external-id.ts';
import type { OpenedStory } from '../../stories/story.ts';
import { findSendingNames, noteNotSending } from '../known.ts';
import { forgetSources, saveSourceState } from '../source-state.ts';
import { endWaiting } from '../store.ts';

type Options = { scheme: string; value: string; reason: string; caller?: Caller };

/**
 * Takes the name away under which a source sends the story: what it sends next is another story. What waits of it is
 * dismissed. Throws `rule-unmet` when no source sends the story under that name.
 */
export async function dropSource(
  work: Work,
  story: OpenedStory,
  { scheme, value, reason, caller }: Options,
): Promise<OpenedStory> {
  await requireAllowed(work, 'dropSource', story, { caller });
  const { tx } = work;
  const { id } = story.row;
  const name = { scheme, value };
  const sending = await findSendingNames(tx, id);
  if (!sending.some((one) => isSameExternalId(one, name))) {
    const detail = `No source sends this story as ${scheme}:${value}`;
    throw ruleUnmet([{ pointer: '/value', detail }]);
  }
  await noteNotSending(tx, name);
  const externalIds = story.content.externalIds.filter((one) => !isSameExternalId(one, name));
  const after = await saveCopy(work, story, { ...asInput(story.content), externalIds }, { caller });
  await endWaiting(tx, { id: '', ...name }, 'dismissed');
  await record(work, {
    action: 'article.sourceDropped',
    subject: id,
    reason,
    data: { externalId: `${scheme}:${value}` },
  });
  return sending.length === 1 ? forgetSources(tx, after) : saveSourceState(tx, after);
}
