import type { Database } from '../foundation/database/database.ts';
import { issueKey } from './issue-key.ts';
import { makeKey, readKey } from './key.ts';
import { findKey, findManagingKeys } from './store.ts';
import { system } from './system.ts';

/**
 * Issues the first admin key when there was never one: the given key, or a new one, whose secret is returned to be
 * printed once. A given key that exists already is not used.
 */
export async function ensureFirstKey(database: Database, given?: string): Promise<string | undefined> {
  return database.transact(system, async (work) => {
    if ((await findManagingKeys(work.tx)).length > 0) return undefined;
    const read = given === undefined ? undefined : readKey(given);
    const key = read && !(await findKey(work.tx, read.id)) ? read : makeKey();
    const actor = { name: 'Administrator', kind: 'person' } as const;
    await issueKey(work, { name: 'First admin key', role: 'admin', actor }, key);
    return given === key.secret ? undefined : key.secret;
  });
}
