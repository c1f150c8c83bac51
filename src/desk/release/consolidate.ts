import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { removeLive } from '../../edition/publication/remove.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveReferences } from '../stories/references.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { getOther } from './substitute.ts';
import { setCopiesAside } from './set-aside.ts';

type Consolidating = {
  /** The live story to read from now on, by id or slug. */
  into: string;
  reason: string;
  caller?: Caller;
};

/**
 * Replaces a live story by another live one, to which all its addresses redirect. Publishing it again reverses this.
 * Throws `conflict`, `unknown-reference`, `rule-unmet`.
 */
export async function consolidateArticle(
  work: Work,
  story: OpenedStory,
  { into, reason, caller }: Consolidating,
): Promise<OpenedStory> {
  await requireAllowed(work, 'consolidate', story, { caller });
  const { tx, now } = work;
  const { id, locale, publishedVersion } = story.row;
  const pointer = '/into';
  const other = await getOther(tx, story.row, { reference: into, pointer, caller });
  const faults = [
    ...(other.publication === 'live' ? [] : ['That story is not live.']),
    ...(other.locale === locale ? [] : ['That story is in another language.']),
  ];
  if (faults.length > 0) throw ruleUnmet(faults.map((detail) => ({ pointer, detail })));

  const substituteId = other.id;
  await removeLive(work, story.row, {
    state: 'consolidated',
    at: now,
    headline: null,
    notice: null,
    substituteId,
  });
  await saveReferences(tx, id, 'live');
  const { columns, eventData } = await removeSchedule(tx, story);
  const after = await saveStory(work, story, { ...columns, publication: 'consolidated', substituteId });
  await setCopiesAside(work, id, 'consolidated');
  await record(work, {
    action: 'article.consolidated',
    subject: id,
    fromVersion: publishedVersion!,
    reason,
    data: { into: other.id, ...eventData },
  });
  return after;
}
