import { count, inArray, sql, type SQL } from 'drizzle-orm';
import { recordChanges } from '../../foundation/changes/record.ts';
import { changes, publicRevision } from '../../foundation/changes/table.ts';
import type { Moment } from '../../foundation/database/database.ts';
import { manyIds } from '../../foundation/http/answer/surrogate-keys.ts';
import { withChildren } from '../../library/sections/tree.ts';
import { liveArticles } from '../articles/table.ts';
import { correctionChange } from '../corrections/correction-change.ts';
import { findCorrectionsIn } from '../corrections/store.ts';

/** Where a section stands, and whether it shows what is in it. */
type Standing = { parentId: string | null; hidden: boolean };

/**
 * Tells those who follow the sections above one that its live stories and their corrections came in or left, because it was moved, hidden or
 * shown again. Each story is told, also where there are 50,000: in two statements, so that others wait for about a
 * second, and who follows reads them page by page.
 */
export async function tellOfMoved(
  moment: Moment,
  id: string,
  { before, after }: { before: Standing; after: Standing },
): Promise<void> {
  const left = before.hidden ? null : before.parentId;
  const entered = after.hidden ? null : after.parentId;
  if (left === entered && before.hidden === after.hidden) return;
  const below = [...(await withChildren(moment.tx, [id]))];
  await recordStories(moment, inArray(liveArticles.sectionId, below), left);
  const corrections = await findCorrectionsIn(moment.tx, below);
  await recordChanges(
    moment,
    ...corrections.map((one) => ({ ...correctionChange(one, one), formerSectionId: left })),
  );
}

/** The section itself names the lists: these rows name the stories alone. */
async function recordStories({ tx, now }: Moment, where: SQL, formerSectionId: string | null): Promise<void> {
  const [found] = await tx.select({ stories: count() }).from(liveArticles).where(where);
  const stories = found!.stories;
  if (stories === 0) return;
  await tx.update(publicRevision).set({ number: sql`${publicRevision.number} + ${stories}`, changedAt: now });
  const { id, seq, locale, sectionId, agencyId } = liveArticles;
  // The last eight characters of an id are its key.
  const keys = sql`'["' || substr(${id}, length(${id}) - 7) || '","' || CAST(${manyIds} AS text) || '"]'`;
  await tx.insert(changes).select(
    sql`SELECT (SELECT ${publicRevision.number} FROM ${publicRevision}) - CAST(${stories} AS bigint)
        + row_number() OVER (ORDER BY ${seq}),
      CAST(${now} AS bigint), 'article', ${id}, 'upserted', CAST(NULL AS text), 0, ${keys},
      ${locale}, ${sectionId}, CAST(${formerSectionId} AS text), ${agencyId},
      CAST(NULL AS text)
      FROM ${liveArticles} WHERE ${where}`,
  );
}
