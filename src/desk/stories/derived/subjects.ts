import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../../foundation/database/database.ts';
import { preparedInsert } from '../../../foundation/database/prepared-insert.ts';
import { prepared } from '../../../foundation/database/prepared.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { articleSubjects } from '../table.ts';

type Subjects = ArticleContent['subjects'];

/** Keeps the subjects of a story's newest version, where they differ from those before. */
export async function saveSubjects(
  tx: Tx,
  articleId: string,
  { before = [], after }: { before?: Subjects; after: Subjects },
): Promise<void> {
  const [former, present] = [before, after].map((subjects) => new Set(subjects.map(({ code }) => code)));
  if (isDeepStrictEqual(former, present)) return;
  if (before.length > 0) await deleteSubjects(tx, { articleId });
  await insertSubjects(tx, ...[...present!].map((code) => ({ articleId, code })));
}

const insertSubjects = preparedInsert(articleSubjects);
const deleteSubjects = prepared((tx: Tx) =>
  tx.delete(articleSubjects).where(eq(articleSubjects.articleId, sql.placeholder('articleId'))),
);
