/** What a source sent that cannot be made a version of a story: it waits as it came, and nothing of it is applied. */
import type { Work } from '../../foundation/database/database.ts';
import { Problem, type Fault } from '../../foundation/problem.ts';
import { setAside } from '../release/set-aside.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { OpenedStory } from '../stories/story.ts';
import { withheldBy, withheldSince } from './apply.ts';
import type { ReceiveOptions, Received } from './received.ts';
import { keepRecord, recordWaiting } from './record.ts';
import type { Sent } from './sent.ts';
import type { Standing } from './standing.ts';
import { saveSourceState } from './source-state.ts';
import { endWaiting } from './store.ts';

type Keeping = Pick<ReceiveOptions, 'caller'> & { standing: Pick<Standing, 'same'>; problem: Problem };

/**
 * Keeps a version that cannot be applied: the desk accepts it once the reason is gone, or without the fields that have
 * it. What waits of the same source is superseded.
 */
export async function keepUnapplied(
  work: Work,
  story: OpenedStory | undefined,
  sent: Sent,
  { standing: { same }, problem }: Keeping,
): Promise<Received> {
  if (story && same?.state === 'applied') return { outcome: 'unchanged', story, incoming: same };
  const why = problem.message;
  const incoming = await keepRecord(work, sent, {
    ...{ same, story, state: 'waiting', why },
    ...{ sent: { input: sent.input }, faults: faultsToKeep(problem) },
  });
  if (same?.state !== 'waiting') {
    await endWaiting(work.tx, incoming, 'superseded');
    await recordWaiting(work, story, sent, incoming);
    if (story) await holdBack(work, story, sent, incoming);
  }
  const { faults, extensions } = problem;
  const refusal = new Problem(problem.problem, why, {
    faults,
    extensions: { ...extensions, incoming: incoming.id },
  });
  return { outcome: 'refused', refusal, incoming };
}

/** What its source withholds does not go out by a schedule either. */
async function holdBack(work: Work, story: OpenedStory, sent: Sent, incoming: IncomingRow): Promise<void> {
  const { withheld } = withheldBy(sent, incoming);
  const held = withheld ? await setAside(work, story, [withheldSince]) : story;
  await saveSourceState(work.tx, held, { ...(withheld && { withheld }) });
}

/** The faults of a problem, as a record keeps them. */
export function faultsToKeep({ faults, message }: Problem): Fault[] {
  return faults.length > 0 ? faults : [{ detail: message }];
}
