import type { Database } from '../foundation/database/database.ts';
import { issueKey } from './issue-key.ts';
import { makeKey, readKey } from './key.ts';
import { hasKeys } from './store.ts';
import { system } from './system.ts';

/**
 * Issues the first admin key when there is no key at all: the one that was given, or a new one, whose secret it gives so
 * that somebody can be shown it.
 */
export async function ensureFirstKey(database: Database, given?: string): Promise<string | undefined> {
  return database.transact(system, async (work) => {
    if (await hasKeys(work.tx)) return undefined;
    const key = (given === undefined ? undefined : readKey(given)) ?? makeKey();
    const actor = { name: 'Administrator', kind: 'person' } as const;
    await issueKey(work, { name: 'First admin key', role: 'admin', actor }, key);
    return given === key.secret ? undefined : key.secret;
  });
}
