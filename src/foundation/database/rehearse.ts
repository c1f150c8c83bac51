import type { Actor, Database, Work } from './database.ts';

/** Runs a verb in a transaction that is rolled back, and gives its result. */
export async function rehearse<T>(
  database: Database,
  actor: Actor,
  verb: (work: Work) => Promise<T>,
): Promise<T> {
  let result: T | undefined;
  try {
    await database.transact(actor, async (work) => {
      result = await verb(work);
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return result!;
}

// Thrown at the end to roll back what was done.
const rollback = new Error('This was a dry run.');
