import { and, eq, gte, lt } from 'drizzle-orm';
import type { Moment } from '../database/database.ts';
import { Problem } from '../problem.ts';
import { idempotencyKeys, type StoredAnswer } from './table.ts';

export const keptForMs = 24 * 60 * 60 * 1000;

/** A request with an Idempotency-Key: its scope (API key, method, path), the key, and a hash of its content. */
export type NamedRequest = { scope: string; name: string; fingerprint: string };

/** The stored response of the same request. Throws `idempotency-mismatch` when the key was used for another request. */
export async function findStoredAnswer(
  { tx, now }: Moment,
  { scope, name, fingerprint }: NamedRequest,
): Promise<StoredAnswer | undefined> {
  const isIt = and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.name, name));
  const [kept] = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(isIt, gte(idempotencyKeys.at, now - keptForMs)));
  if (kept && kept.fingerprint !== fingerprint) {
    throw new Problem(
      'idempotency-mismatch',
      'This Idempotency-Key was sent before with another body or other parameters.',
    );
  }
  return kept?.answer;
}

/** Stores a response, in the transaction of its write, in place of one that is too old. */
export async function storeAnswer(
  { tx, now }: Moment,
  named: NamedRequest,
  answer: StoredAnswer,
): Promise<void> {
  const { fingerprint } = named;
  await tx
    .insert(idempotencyKeys)
    .values({ ...named, answer, at: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.scope, idempotencyKeys.name],
      set: { fingerprint, answer, at: now },
    });
}

/** Removes responses that are too old. Ask first whether the clock is steady: a retry would be done a second time. */
export async function forgetOldAnswers({ tx, now }: Moment): Promise<void> {
  await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.at, now - keptForMs));
}
