import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { notFound, Problem } from '../../foundation/problem.ts';
import { diffContents } from '../diff/diff.ts';
import { presentContent, type Showing } from '../show/present-content.ts';
import type { Caller } from '../../access/caller.ts';
import { loadDeskEmbedded } from '../stories/embedded.ts';
import { withSurvivors } from '../stories/merged.ts';
import { findArticle, getContent } from '../stories/store.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import type { ArticleRow } from '../stories/table.ts';
import { maySee, maySeeAny } from '../stories/visible.ts';
import { loadByExternalId } from './known.ts';
import { presentOne } from './list.ts';
import type { IncomingWhole } from './schema.ts';
import { getIncoming } from './store.ts';

/** A record that the caller may see, with its story. Throws `not-found`. */
export async function findVisibleIncoming(
  db: Db,
  caller: Caller,
  id: string,
): Promise<{ row: IncomingRow; story: ArticleRow | undefined }> {
  const row = await getIncoming(db, id);
  const story = await storyOf(db, row);
  if (story ? !maySee(caller, story) : !maySeeAny(caller) && row.actor !== caller.id)
    throw notFound('incoming version');
  return { row, story };
}

/** The story of a record; of one that waits also a story that has got its external id since. */
async function storyOf(
  db: Db,
  { articleId, state, scheme, value }: IncomingRow,
): Promise<ArticleRow | undefined> {
  if (articleId !== null) return findArticle(db, articleId);
  if (state !== 'waiting') return undefined;
  return (await loadByExternalId(db, { scheme, value }))?.story.row;
}

/** A record with its content, and the changes from the copy to it. Throws `not-found`. */
export async function showIncoming(db: Db, id: string, showing: Showing): Promise<IncomingWhole> {
  const { caller } = showing;
  const { row, story } = await findVisibleIncoming(db, caller, id);
  const shown = await presentOne(db, row, story);
  const content = await contentOf(db, row);
  if (!content) {
    const { sent } = row;
    if (sent)
      return { ...shown, sent: ('input' in sent ? sent.input : sent.item) as Record<string, unknown> };
    return row.pubStatus === 'canceled' ? shown : { ...shown, thinned: true };
  }
  const copy = story && (await getContent(db, story.id, story.copyVersion));
  return omitAbsent({
    ...shown,
    content: presentContent(content, await loadDeskEmbedded(db, content), showing),
    diff: copy && (await diffContents(db, { from: copy, to: content }, caller)),
  }) as IncomingWhole;
}

/** What a source sent: of its record, or of the version that it became. Undefined where it is no longer kept. */
async function contentOf(
  db: Db,
  { content, articleId, version }: IncomingRow,
): Promise<ArticleContent | undefined> {
  if (content) return withSurvivors(db, content);
  if (articleId === null || version === null) return undefined;
  try {
    return await getContent(db, articleId, version);
  } catch (error) {
    if (error instanceof Problem && error.problem === 'gone') return undefined;
    throw error;
  }
}
