import { eq } from 'drizzle-orm';
import type { Moment } from '../../../foundation/database/database.ts';
import { unnamedOriginals } from '../../tables/files.ts';

/**
 * Notes which originals no picture names now; gives those for which that has been so for `keepMs`. It is counted from
 * when it was first seen, not from the file's own age: after a restore of an old copy of the database, too, there is
 * time to notice.
 */
export async function noteUnnamed({ tx, now }: Moment, keys: string[], keepMs: number): Promise<string[]> {
  const known = new Map(
    (await tx.select().from(unnamedOriginals)).map(({ key, since }) => [key, since] as const),
  );
  const unnamed = new Set(keys);
  for (const key of known.keys())
    if (!unnamed.has(key)) await tx.delete(unnamedOriginals).where(eq(unnamedOriginals.key, key));
  for (const key of keys) if (!known.has(key)) await tx.insert(unnamedOriginals).values({ key, since: now });
  return keys.filter((key) => (known.get(key) ?? now) <= now - keepMs);
}
