import type { Moment, Tx } from '../../foundation/database/database.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import { referencesIn } from '../../library/body/references.ts';
import { removeTombstone } from '../tombstones/store.ts';
import type { ArticleContent } from './content.ts';
import { clearLinks } from './remove.ts';
import {
  liveArticleBylines,
  liveArticleMedia,
  liveArticles,
  liveArticleTopics,
  liveSlugs,
  type LiveRow,
} from './table.ts';

export type Publication = {
  id: string;
  version: number;
  content: ArticleContent;
  /** UTC milliseconds: the first publication, and the last public change other than a refile. */
  publishedAt: number;
  updatedAt: number;
};

/** Puts one version of a story before the public, in the place of the one that was there. */
export async function putLive(
  moment: Moment,
  { id, version, content, publishedAt, updatedAt }: Publication,
): Promise<void> {
  const { tx, now } = moment;
  const values = rowOf({ id, version, content, publishedAt, updatedAt }, now);
  await tx.insert(liveArticles).values(values).onConflictDoUpdate({ target: liveArticles.id, set: values });
  await clearLinks(tx, id);
  await putLinks(tx, { id, content, publishedAt, updatedAt });
  await tx
    .insert(liveSlugs)
    .values({ locale: content.locale, slug: content.slug, articleId: id })
    .onConflictDoNothing();
  await removeTombstone(tx, id);
  await movePulse(moment);
}

/** What the edition holds of a story that goes out at `now` (UTC milliseconds): nothing that is the desk's alone. */
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
  };
}

/** The pictures that a version shows: its lead, its placements, and those in its body. */
export function picturesOf({ leadMedia, placements, body }: ArticleContent): string[] {
  const placed = [...(leadMedia ? [leadMedia] : []), ...placements].map(({ media }) => media);
  return [...new Set([...placed, ...referencesIn(body).media])];
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
  const mediaIds = picturesOf(content);
  if (mediaIds.length > 0)
    await tx.insert(liveArticleMedia).values(mediaIds.map((mediaId) => ({ articleId: id, mediaId })));
}
