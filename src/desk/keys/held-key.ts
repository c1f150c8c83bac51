import type { Key } from '../../access/key.ts';
import type { KeyWithActor } from '../../access/key-state.ts';
import { findKey } from '../../access/store.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import type { Written } from '../../foundation/http/request/write.ts';
import { notFound } from '../../foundation/problem.ts';
import { presentKeys } from './present.ts';
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
  const [body] = await presentKeys(db, [held], now);
  return { body: body!, etag: etagOfRevision(held.key.revision) };
}

/** A new key, whose secret is shown once: not again for a repeated request, and not in a dry run, which makes none. */
export async function answerNew(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { id, secret }: Key,
  { dryRun = false }: { dryRun?: boolean | undefined },
) {
  const issued = await answerOf(tx, id, now);
  return {
    ...issued,
    status: 201 as const,
    location: `/v1/desk/keys/${id}`,
    body: dryRun ? issued.body : { ...issued.body, secret },
    keep: issued.body,
  };
}
