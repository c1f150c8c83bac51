import type { Database } from 'better-sqlite3';
import { isKeyOf, readKey } from '../../src/access/key.ts';
import type { Columns } from './rows.ts';

export type Caller = { id: string; name: string };

/** Finds whose key a request was sent with: an admin's, or nobody's. */
export function callerReader(db: Database): (authorization: string | undefined) => Caller | undefined {
  const select = db.prepare<[string], Columns>(
    `SELECT a.id, a.name, k.sha256, k.role, k.expires_at, k.revoked_at FROM api_keys k
     JOIN actors a ON a.id = k.actor_id WHERE k.id = ?`,
  );
  return function findCaller(authorization = '') {
    const sent = readKey(authorization.replace(/^Bearer +/i, ''));
    const held = sent && select.get(sent.id);
    if (!held || !isKeyOf(sent.secret, held.sha256) || held.role !== 'admin') return undefined;
    const isUsable = held.revoked_at === null && (held.expires_at === null || Date.now() < held.expires_at);
    return isUsable ? { id: held.id, name: held.name } : undefined;
  };
}
