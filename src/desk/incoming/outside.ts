/** What a key that is narrowed to sections sends of a story outside of them: it waits for the desk, and changes nothing. */
import type { Caller } from '../../access/caller.ts';
import { refusalBySections } from '../../access/section-limit.ts';
import type { Work } from '../../foundation/database/database.ts';
import { Problem } from '../../foundation/problem.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { StoryFacts, OpenedStory } from '../stories/story.ts';
import type { ReceiveOptions, Received } from './received.ts';
import { keepRecord, recordWaiting } from './record.ts';
import type { Sent } from './sent.ts';
import { refusalOfLate, type Standing } from './standing.ts';
import { saveSourceState } from './source-state.ts';
import { endWaiting } from './store.ts';
import { contentOrInput } from './wait.ts';

/** Why it waits. It says the same of every story, so that the sender learns nothing of it. */
export const outsideSaid =
  'It was sent with a key that is narrowed to some sections, and this story is outside of them.';

/** Whether a key is narrowed to other sections than those of a story, or of one that is not here than this section. */
export async function isOutside(
  caller: Caller | undefined,
  story: Pick<StoryFacts, 'sections'> | undefined,
  section?: string,
): Promise<boolean> {
  if (!caller?.sections) return false;
  return refusalBySections(caller, story ? await story.sections() : [section]) !== undefined;
}

/** Whether a version was refused since it would be outside of the sections of a narrowed key. */
export function isOfOutside(error: unknown): boolean {
  return error instanceof Problem && error.extensions['limit'] === 'sections';
}

/** Keeps a version of a story that is outside, or would be; it waits unless it comes too late. What waits of other keys goes on waiting. */
export async function keepOutside(
  work: Work,
  story: OpenedStory | undefined,
  sent: Sent,
  { standing, ...options }: ReceiveOptions & { standing: Standing },
): Promise<Received> {
  const { same } = standing;
  const late = refusalOfLate(sent, standing);
  const state = story?.row.publication === 'killed' ? 'dismissed' : late ? 'superseded' : 'waiting';
  const isPassedOver = same?.state === 'superseded' && state === 'waiting';
  if (same && !isPassedOver) return { outcome: 'outside', incoming: same };
  const incoming = await keepRecord(work, sent, {
    ...{ same, story, state, why: late?.message ?? outsideSaid, ineffective: 'outside' },
    ...(await contentOrInput(work, story, sent, options)),
  });
  if (state !== 'waiting') return { outcome: 'outside', incoming };
  await endWaiting(work.tx, incoming, 'superseded');
  await recordWaiting(work, story, sent, incoming);
  if (story) await saveSourceState(work.tx, story);
  return { outcome: 'outside', incoming };
}

/** Its record, as its sender sees it: that it waits, and nothing of what became of it. */
export function asSeenOutside(row: IncomingRow, { id: actor }: { id: string }): IncomingRow {
  const nothing = {
    faults: null,
    version: null,
    decidedBy: null,
    decidedAt: null,
    thinnedAt: null,
    urgent: 0,
  };
  return { ...row, ...nothing, actor, state: 'waiting', why: outsideSaid };
}
