import { and, asc, eq, gt, lt, max, ne } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { parameter, prepared } from '../../foundation/database/prepared.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findApproving } from '../../library/sections/tree.ts';
import { articleApprovals, articleVersions, type ArticleRow } from './table.ts';

/** The section that requires an approval which the version does not have; undefined if none is missing. */
export async function findMissingApproval(
  db: Db,
  { id, version, section }: { id: string; version: number; section: SectionRow | undefined },
): Promise<SectionRow | undefined> {
  const asking = section && (await findApproving(db, section));
  return asking && (await isApproved(db, id, version)) ? undefined : asking;
}

/** Whether a person approved this version of a story. */
export async function isApproved(db: Db, articleId: string, version: number): Promise<boolean> {
  const rows = await approvalOf(db, { articleId, version });
  return rows.length > 0;
}

const approvalOf = prepared((db) =>
  db
    .select({ version: articleApprovals.version })
    .from(articleApprovals)
    .innerJoin(actors, eq(actors.id, articleApprovals.actor))
    .where(
      and(
        eq(articleApprovals.articleId, parameter('articleId')),
        eq(articleApprovals.version, parameter('version')),
        ne(actors.kind, 'service'),
      ),
    ),
);

/**
 * The actors with unapproved changes in the copy: all who saved a version after the last approved or published one
 * before the copy. The actor who saved the copy is always among them.
 */
export async function findAuthors(
  db: Db,
  { id, copyVersion, publishedVersion }: Pick<ArticleRow, 'id' | 'copyVersion' | 'publishedVersion'>,
): Promise<string[]> {
  const [approved] = await approvedBefore(db, { id, copyVersion });
  const published = publishedVersion !== null && publishedVersion < copyVersion ? publishedVersion : 0;
  const rows = await authorsSince(db, { id, version: Math.max(approved?.version ?? 0, published) });
  return rows.map(({ actor }) => actor);
}

const approvedBefore = prepared((db) =>
  db
    .select({ version: max(articleApprovals.version) })
    .from(articleApprovals)
    .where(
      and(
        eq(articleApprovals.articleId, parameter('id')),
        lt(articleApprovals.version, parameter('copyVersion')),
      ),
    ),
);
const authorsSince = prepared((db) =>
  db
    .selectDistinct({ actor: articleVersions.actor })
    .from(articleVersions)
    .where(
      and(eq(articleVersions.articleId, parameter('id')), gt(articleVersions.version, parameter('version'))),
    )
    .orderBy(asc(articleVersions.actor)),
);

/** Stores the approval of a version; one of a service gives way to it. */
export async function putApproval(
  tx: Tx,
  approval: { articleId: string; version: number; actor: string; at: number },
): Promise<void> {
  const { articleId, version } = articleApprovals;
  await tx
    .insert(articleApprovals)
    .values(approval)
    .onConflictDoUpdate({ target: [articleId, version], set: { actor: approval.actor, at: approval.at } });
}

/** Removes the approval of a version, if it has one. */
export async function removeApproval(tx: Tx, articleId: string, version: number): Promise<void> {
  await tx.delete(articleApprovals).where(thatVersion(articleId, version));
}

function thatVersion(articleId: string, version: number) {
  return and(eq(articleApprovals.articleId, articleId), eq(articleApprovals.version, version));
}
