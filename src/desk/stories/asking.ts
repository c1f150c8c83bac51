import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findApproving } from '../../library/sections/tree.ts';
import { findSections } from './embedded.ts';
import { getContent } from './store.ts';
import type { ArticleRow } from './table.ts';

type Placed = Pick<ArticleContent, 'section' | 'leftSections'>;

/**
 * The name of the first section that asks for approval: of a version, of one that it was moved out of since, or of what
 * was published last.
 */
export async function findAsking(db: Db, row: ArticleRow, version: Placed): Promise<string | undefined> {
  const { id, publishedVersion } = row;
  const published = publishedVersion === null ? undefined : await getContent(db, id, publishedVersion);
  const ids = [version.section, ...(version.leftSections ?? []), published?.section];
  const sections = await findSections(
    db,
    ids.filter((section) => section !== undefined),
  );
  for (const section of sections.values()) {
    const asking = await findApproving(db, section);
    if (asking) return asking.name;
  }
  return undefined;
}

type Asking = { asking: () => Promise<string | undefined> };

/** The same of the version that goes out, or else of the newest one. */
export async function askingOfEither(going: Asking, newest: Asking): Promise<string | undefined> {
  return (await going.asking()) ?? newest.asking();
}
