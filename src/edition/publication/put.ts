import { between, eq, max } from 'drizzle-orm';
import type { Moment, Tx } from '../../foundation/database/database.ts';
import { raisePublicRevision } from '../../foundation/public-revision/store.ts';
import { numbersAt } from '../../foundation/search/sequence.ts';
import { indexStories } from '../search/index-stories.ts';
import { removeTombstone } from '../tombstones/store.ts';
import { pictureIdsOf, type ArticleContent } from '../articles/content.ts';
import { clearLinks } from './remove.ts';
import {
  liveArticleBylines,
  liveArticleMedia,
  liveArticles,
  liveArticleTopics,
  liveSlugs,
  type LiveRow,
} from '../articles/table.ts';

export type Publication = {
  id: string;
  version: number;
  content: ArticleContent;
  /** UTC milliseconds: the first publication, and the last public change other than a refile. */
  publishedAt: number;
  updatedAt: number;
};

/** Makes one version of a story public, in place of the former one. */
export async function putLive(
  moment: Moment,
  { id, version, content, publishedAt, updatedAt }: Publication,
): Promise<void> {
  const { tx, now } = moment;
  const values = rowOf({ id, version, content, publishedAt, updatedAt }, now);
  const seq = await searchNumberOf(tx, { id, publishedAt });
  await tx
    .insert(liveArticles)
    .values({ seq, ...values })
    .onConflictDoUpdate({ target: liveArticles.id, set: values });
  await indexStories(tx, [{ seq, ...values }]);
  await clearLinks(tx, id);
  await putLinks(tx, { id, content, publishedAt, updatedAt });
  await tx
    .insert(liveSlugs)
    .values({ locale: content.locale, slug: content.slug, articleId: id })
    .onConflictDoNothing();
  await removeTombstone(tx, id);
  await raisePublicRevision(moment);
}

/** The public row of a story published at `now` (UTC milliseconds), without what is the desk's alone. */
export function rowOf(
  { id, version, content, publishedAt, updatedAt }: Publication,
  now: number,
): Omit<LiveRow, 'seq'> {
  const { deskNote: _, body, ...live } = content;
  return {
    id,
    locale: content.locale,
    slug: content.slug,
    version,
    kind: content.kind,
    sectionId: content.section ?? null,
    agencyId: content.agency ?? null,
    urgency: content.urgency ?? null,
    breaking: content.breakingUntil !== undefined && content.breakingUntil > now,
    breakingUntil: content.breakingUntil ?? null,
    publishedAt,
    updatedAt,
    changedAt: now,
    content: live,
    body,
    translationOf: content.translationOf ?? null,
    indexed: true,
  };
}

/** The search number of the story, or the next free one in the second of its first publication. */
async function searchNumberOf(
  tx: Tx,
  { id, publishedAt }: Pick<Publication, 'id' | 'publishedAt'>,
): Promise<number> {
  const { seq } = liveArticles;
  const [own] = await tx.select({ seq }).from(liveArticles).where(eq(liveArticles.id, id));
  if (own) return own.seq;
  const { first, last } = numbersAt(publishedAt);
  const [taken] = await tx
    .select({ seq: max(seq) })
    .from(liveArticles)
    .where(between(seq, first, last));
  return (taken?.seq ?? first - 1) + 1;
}

async function putLinks(tx: Tx, { id, content, publishedAt, updatedAt }: Omit<Publication, 'version'>) {
  const link = { articleId: id, publishedAt, updatedAt };
  const bylineIds = [...new Set(content.bylines.map(({ byline }) => byline))];
  if (bylineIds.length > 0) {
    await tx.insert(liveArticleBylines).values(bylineIds.map((bylineId) => ({ ...link, bylineId })));
  }
  const topicIds = [...new Set(content.topics)];
  if (topicIds.length > 0)
    await tx.insert(liveArticleTopics).values(topicIds.map((topicId) => ({ ...link, topicId })));
  const mediaIds = pictureIdsOf(content);
  if (mediaIds.length > 0)
    await tx.insert(liveArticleMedia).values(mediaIds.map((mediaId) => ({ articleId: id, mediaId })));
}
