import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Tx } from '../../../src/foundation/database/database.ts';
import { idempotencyKeys } from '../../../src/foundation/idempotency/table.ts';
import { openHouse } from '../../support/house.ts';

async function given() {
  const { play, database } = await openHouse({ seed: 'none' });
  const { name } = idempotencyKeys;
  /** The names that are there. */
  async function names(): Promise<string[]> {
    const rows = await database.read((db) => db.select({ name }).from(idempotencyKeys).orderBy(name));
    return rows.map((row) => row.name);
  }
  return { play, names };
}

async function put(tx: Tx, name: string): Promise<void> {
  await tx
    .insert(idempotencyKeys)
    .values({ scope: 'test', name, fingerprint: '', answer: { status: 200 }, at: 0 });
}

async function putTwice(tx: Tx, name: string): Promise<void> {
  await put(tx, name);
  await put(tx, name);
}

const taken = 'Something else has the same id';
const refused = { reason: { message: expect.stringContaining(taken) }, status: 'rejected' };

describe('a statement that fails and gives no rows', () => {
  it('fails its work, and undoes it', async () => {
    const { play, names } = await given();
    await expect(play(({ tx }) => putTwice(tx, 'a'))).rejects.toThrow(taken);
    await play(({ tx }) => put(tx, 'b'));
    expect(await names()).toEqual(['b']);
  });

  it('fails none of the works that share its commit', async () => {
    const { play, names } = await given();
    const outcomes = await Promise.allSettled([
      play(({ tx }) => put(tx, 'a')),
      play(({ tx }) => putTwice(tx, 'b')),
      play(({ tx }) => put(tx, 'c')),
    ]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, refused, { status: 'fulfilled' }]);
    expect(await names()).toEqual(['a', 'c']);
  });

  it('fails the step that it is in, and the work goes on', async () => {
    const { play, names } = await given();
    await play(async ({ tx, attempt }) => {
      await put(tx, 'a');
      await expect(attempt(() => putTwice(tx, 'b'))).rejects.toThrow(/unique/i);
      await put(tx, 'c');
    });
    expect(await names()).toEqual(['a', 'c']);
  });

  it('fails none of the works that share its commit, also where a step follows it', async () => {
    const { play, names } = await given();
    const outcomes = await Promise.allSettled([
      play(({ tx }) => put(tx, 'a')),
      play(async ({ tx, attempt }) => {
        await putTwice(tx, 'b');
        await attempt(() => put(tx, 'c'));
      }),
      play(({ tx }) => put(tx, 'd')),
    ]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, refused, { status: 'fulfilled' }]);
    expect(await names()).toEqual(['a', 'd']);
  });

  it('fails its work where the driver cannot send it', async () => {
    const { play, names } = await given();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await expect(
      play(async ({ tx }) => {
        await put(tx, 'a');
        await tx.update(idempotencyKeys).set({ fingerprint: sql`${sql.param(circular)}` });
      }),
    ).rejects.toThrow();
    expect(await names()).toEqual([]);
  });

  it('is what the next statement fails with', async () => {
    const { play, names } = await given();
    async function putAndRead(tx: Tx): Promise<unknown> {
      await putTwice(tx, 'a');
      return tx.select().from(idempotencyKeys);
    }
    await expect(play(({ tx }) => putAndRead(tx))).rejects.toThrow(taken);
    expect(await names()).toEqual([]);
  });
});
