import { eq } from 'drizzle-orm';
import type { Moment } from '../../../foundation/database/database.ts';
import { unreferencedOriginals } from '../../tables/files.ts';

/**
 * Notes the originals that no picture references; gives those for which that has been so for `keepMs`. The time counts
 * from the first sweep that saw it, not from the age of the file, so that after a restore of an old database there is
 * time to notice.
 */
export async function noteUnreferenced(
  { tx, now }: Moment,
  keys: string[],
  keepMs: number,
): Promise<string[]> {
  const known = new Map(
    (await tx.select().from(unreferencedOriginals)).map(({ key, since }) => [key, since] as const),
  );
  const unreferenced = new Set(keys);
  for (const key of known.keys())
    if (!unreferenced.has(key))
      await tx.delete(unreferencedOriginals).where(eq(unreferencedOriginals.key, key));
  for (const key of keys)
    if (!known.has(key)) await tx.insert(unreferencedOriginals).values({ key, since: now });
  return keys.filter((key) => (known.get(key) ?? now) <= now - keepMs);
}
