import { and, eq } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Tx, Work } from '../../foundation/database/database.ts';
import { ruleUnmet, type Fault } from '../../foundation/problem.ts';
import type { ExternalId } from '../stories/external-id.ts';
import { incoming as incomingTable, type IncomingRow } from '../stories/incoming-table.ts';
import { loadByExternalId } from './known.ts';
import { isOutside } from './outside.ts';
import { keepRecord, recordWaiting } from './record.ts';
import { fingerprintOf } from './sent.ts';
import { findStanding } from './standing.ts';
import { saveSourceState } from './source-state.ts';
import { waitsBeside } from './store.ts';

type Unread = { name: ExternalId; headline: string; item: unknown; faults: Fault[] };

/** How long an item may be, as JSON, to be kept as it came; of a longer one only its faults are kept. */
const mostCharacters = 1_000_000;

/**
 * Keeps an item that cannot be read as a story: it waits for the desk, which can look at it and dismiss it. The next
 * version of its source supersedes it, readable or not.
 */
export async function keepUnread(
  work: Work,
  { name, headline, item, faults }: Unread,
  caller: Caller | undefined,
): Promise<IncomingRow> {
  const { tx } = work;
  const known = await loadByExternalId(tx, name);
  const sent = {
    ...{ name, pubStatus: 'usable' as const, fingerprint: fingerprintOf(item) },
    input: { headline },
  };
  const { same } = await findStanding(tx, sent, null);
  if (same) return same;
  const story = known?.story;
  const why = ruleUnmet(faults).message;
  const isKilled = story?.row.publication === 'killed';
  const isShort = JSON.stringify(item).length <= mostCharacters;
  const incoming = await keepRecord(work, sent, {
    ...{ story, state: isKilled ? 'dismissed' : 'waiting', why, faults, isUnread: true },
    ...(isShort && { sent: { item } }),
    ...((await isOutside(caller, story)) && { ineffective: 'outside' as const }),
  });
  await endUnread(tx, incoming);
  await recordWaiting(work, story, sent, incoming);
  if (story) await saveSourceState(tx, story);
  return incoming;
}

/** Ends the waiting of the items under this id that could not be read before; versions that can be accepted still wait. */
async function endUnread(tx: Tx, row: IncomingRow): Promise<void> {
  await tx
    .update(incomingTable)
    .set({ state: 'superseded', urgent: 0 })
    .where(and(waitsBeside(row), eq(incomingTable.unread, true)));
}
