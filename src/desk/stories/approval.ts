import { and, eq, gt, lt, max, ne, sql } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findApproving } from '../../library/sections/tree.ts';
import { articleApprovals, articleVersions, type ArticleRow } from './table.ts';

/**
 * The first of these sections that requires an approval which the version does not have; undefined if none is missing.
 */
export async function findMissingApproval(
  db: Db,
  { id, version, sections }: { id: string; version: number; sections: SectionRow[] },
): Promise<SectionRow | undefined> {
  for (const section of sections) {
    const asking = await findApproving(db, section);
    if (asking) return (await isApproved(db, id, version)) ? undefined : asking;
  }
  return undefined;
}

/**
 * The sections that the next version of a story was moved out of since a person approved it or it was published: if one of
 * them requires an approval, a move does not take that away.
 */
export async function leftSectionsOf(
  db: Db,
  { row, version, content }: { row: ArticleRow; version: number; content: ArticleContent },
  next: Pick<ArticleContent, 'section'>,
): Promise<string[]> {
  const isSettled =
    version === row.publishedVersion ||
    (row.copyState === 'approved' && (await isApproved(db, row.id, version)));
  const left = [...(isSettled ? [] : (content.leftSections ?? [])), content.section];
  return [...new Set(left)].filter((id) => id !== undefined && id !== next.section) as string[];
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
        eq(articleApprovals.articleId, sql.placeholder('articleId')),
        eq(articleApprovals.version, sql.placeholder('version')),
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
  return [...new Set(rows.flatMap(({ actor, authors }) => [actor, ...(authors ?? [])]))].sort();
}

const approvedBefore = prepared((db) =>
  db
    .select({ version: max(articleApprovals.version) })
    .from(articleApprovals)
    .where(
      and(
        eq(articleApprovals.articleId, sql.placeholder('id')),
        lt(articleApprovals.version, sql.placeholder('copyVersion')),
      ),
    ),
);
const authorsSince = prepared((db) =>
  db
    .select({ actor: articleVersions.actor, authors: articleVersions.authors })
    .from(articleVersions)
    .where(
      and(
        eq(articleVersions.articleId, sql.placeholder('id')),
        gt(articleVersions.version, sql.placeholder('version')),
      ),
    ),
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

/** Gives a version the approval of another, if that has one: both are the same. */
export async function copyApproval(tx: Tx, articleId: string, from: number, to: number): Promise<void> {
  const [approval] = await tx.select().from(articleApprovals).where(thatVersion(articleId, from));
  if (approval) await putApproval(tx, { ...approval, version: to });
}

/** Removes the approval of a version, if it has one. */
export async function removeApproval(tx: Tx, articleId: string, version: number): Promise<void> {
  await tx.delete(articleApprovals).where(thatVersion(articleId, version));
}

function thatVersion(articleId: string, version: number) {
  return and(eq(articleApprovals.articleId, articleId), eq(articleApprovals.version, version));
}
