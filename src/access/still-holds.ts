import type { Db } from '../foundation/database/database.ts';
import type { Caller } from './caller.ts';
import { endOf } from './key-state.ts';
import { findKey } from './store.ts';

/** Whether the caller's key still works: for answers that go on after the request was let in. */
export async function stillHolds(db: Db, { keyId }: Caller, now: number): Promise<boolean> {
  const held = await findKey(db, keyId);
  return held !== undefined && endOf(held, now) === undefined;
}
