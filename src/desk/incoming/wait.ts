import type { Work } from '../../foundation/database/database.ts';
import { newId } from '../../foundation/ids.ts';
import { conflict, Problem, type Fault } from '../../foundation/problem.ts';
import { isSameContent, type ArticleContent } from '../../edition/articles/content.ts';
import type { Caller } from '../../access/caller.ts';
import { contentOfCopy } from '../drafts/save.ts';
import { contentFrom } from '../stories/input/content.ts';
import { setAside } from '../release/set-aside.ts';
import type { SentAsIs } from '../stories/incoming-table.ts';
import type { OpenedStory } from '../stories/story.ts';
import { keepApplied, withheldBy, withheldSince } from './apply.ts';
import { asSentFor, withNames } from './names.ts';
import type { ReceiveOptions, Received } from './received.ts';
import { keepRecord, recordWaiting, type Recording } from './record.ts';
import type { Sent } from './sent.ts';
import type { Standing } from './standing.ts';
import { faultsToKeep } from './unapplied.ts';
import { saveSourceState } from './source-state.ts';
import { endWaiting } from './store.ts';

type Waiting = ReceiveOptions & { standing: Standing };

/** Lets a version wait for the desk. One that says what the copy says anyway need not. */
export async function letWait(
  work: Work,
  story: OpenedStory,
  sent: Sent,
  { standing: { same }, caller, why }: Waiting & { why: string },
): Promise<Received> {
  const { tx } = work;
  if (same?.state === 'applied') return { outcome: 'unchanged', story, incoming: same };
  // One that could not be a version is looked at again: it may be refused as before, or be one by now.
  if (same?.state === 'waiting' && same.faults === null) return { outcome: 'waiting', story, incoming: same };
  const { content, notes } = await wholeOf(work, story, sent, caller);
  if (sent.pubStatus === 'usable' && isSameContent(content, story.content))
    return keepApplied(work, story, sent, { same, outcome: 'unchanged' });
  const incoming = await keepRecord(work, sent, { same, story, state: 'waiting', why, content });
  await endWaiting(tx, incoming, 'superseded');
  await recordWaiting(work, story, sent, incoming);
  const { withheld = null } = withheldBy(sent, incoming);
  const held = withheld ? await setAside(work, story, [withheldSince]) : story;
  return {
    outcome: 'waiting',
    story: { ...(await saveSourceState(tx, held, { withheld })), notes },
    incoming,
  };
}

/** Refuses a version, and keeps it on record. */
export async function keepRefused(
  work: Recording,
  story: OpenedStory | undefined,
  sent: Sent,
  { standing: { same }, defaultLocale, caller, refusal }: Waiting & { refusal: Problem },
): Promise<Received> {
  const state = story?.row.publication === 'killed' ? 'dismissed' : 'superseded';
  const incoming =
    same ??
    (await keepRecord(work, sent, {
      ...{ story, state, why: refusal.message },
      ...(await contentOrInput(work, story, sent, { defaultLocale, caller })),
    }));
  const told = conflict(refusal.message, { ...refusal.extensions, incoming: incoming.id });
  return { outcome: 'refused', refusal: told, incoming };
}

/** The content that a version would be, compared with the copy as it is now. */
async function wholeOf(
  { tx }: Recording,
  story: OpenedStory,
  sent: Sent,
  caller: Caller | undefined,
): ReturnType<typeof contentOfCopy> {
  const whole = await asSentFor(tx, story, sent);
  return contentOfCopy(tx, story, whole, { caller });
}

/** The same for one that is not applied anyway, in whatever section: as it came where it cannot be a version. */
export async function contentOrInput(
  work: Recording,
  story: OpenedStory | undefined,
  sent: Sent,
  { defaultLocale, caller: sender }: ReceiveOptions,
): Promise<{ content: ArticleContent } | { sent: SentAsIs; faults?: Fault[] }> {
  const caller = sender && { ...sender, sections: undefined };
  try {
    if (story) return { content: (await wholeOf(work, story, sent, caller)).content };
    const saving = { id: newId('article'), defaultLocale, caller };
    return { content: (await contentFrom(work.tx, withNames(sent.input, sent.name), saving)).content };
  } catch (error) {
    if (error instanceof Problem && error.problem !== 'forbidden')
      return { sent: { input: sent.input }, faults: faultsToKeep(error) };
    throw error;
  }
}
