import { findKey, type KeyWithActor } from '../../access/store.ts';
import type { Db } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import type { Written } from '../../foundation/http/request/write.ts';
import { notFound } from '../../foundation/problem.ts';
import { presentKey } from './present.ts';
import type { KeyOut } from './schema.ts';

/** The key with this id, and who holds it. Throws `not-found`. */
export async function heldKey(db: Db, id: string): Promise<KeyWithActor> {
  const held = await findKey(db, id);
  if (!held) throw notFound('key');
  return held;
}

/** A key as it is answered, with its `ETag`. */
export async function answerOf(db: Db, id: string, now: number): Promise<Written<KeyOut> & { etag: string }> {
  const held = await heldKey(db, id);
  return { body: presentKey(held, now), etag: etagOfRevision(held.key.revision) };
}
