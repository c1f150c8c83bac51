import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Moment, Tx } from '../../foundation/database/database.ts';
import { preparedInsert, placeholdersOf, valuesOf } from '../../foundation/database/prepared-insert.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { JsonText } from '../../foundation/json-text.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { nextNumber, numbersAt } from '../../foundation/search/sequence.ts';
import { usableOf, type MediaItem } from '../../library/pictures/rows/store.ts';
import { indexStory } from '../search/index-stories.ts';
import { removeTombstone } from '../tombstones/store.ts';
import { pictureIdsOf, withoutDeskFields, type ArticleContent } from '../articles/content.ts';
import { clearLinks } from './remove.ts';
import { alertChanges, correctionChanges, findShown, pictureChanges } from './shown-with.ts';
import { storyFacts, storyUpserted } from './story-change.ts';
import {
  liveArticleBylines,
  liveArticleMedia,
  liveArticles,
  liveArticleSubjects,
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
  /** From this time on it is not public. */
  expiresAt: number | null;
};

/** The present public state at a story's address. */
export type Former = 'nothing' | 'live' | 'tombstone';

type Replacing = {
  former: Former;
  /** The ids of the live stories that name it, and of those of its group of translations. */
  namedIn: string[];
  /** Whether the change matters to readers. */
  material: boolean;
  /** The pictures that the story shows, by id. */
  pictures: ReadonlyMap<string, MediaItem>;
};

/** Makes one version of a story public, in place of what was there. */
export async function putLive(
  moment: Moment,
  publication: Publication,
  { former, pictures, namedIn, material }: Replacing,
): Promise<void> {
  const { tx, now } = moment;
  const { id, content, publishedAt } = publication;
  const row = rowOf(publication, now);
  const shown = pictureIdsOf(content);
  // A connection does them in their order: what was shown is read before the row is put.
  const [usable, [was], [put]] = await Promise.all([
    findShown(tx, shown),
    former === 'live' ? factsOf(tx, { id }) : [],
    putRow(tx, { ...valuesOf(liveArticles, { seq: 0, ...row }), ...numbersAt(publishedAt) }),
  ]);
  const { seq } = put!;
  await indexStory(tx, { seq, ...row }, { pictures: usableOf(pictures), isNew: former !== 'live' });
  const showed = former === 'live' ? await clearLinks(tx, id) : [];
  await Promise.all([
    putLinks(tx, publication),
    insertSlug(tx, { locale: content.locale, slug: content.slug, articleId: id }),
    ...(former === 'tombstone' ? [removeTombstone(tx, id)] : []),
  ]);
  const allPictures = new Set([...shown, ...showed]);
  const shownAlready = [...usable].flatMap(([picture, isShown]) => (isShown ? picture : []));
  const changesSection = was !== undefined && was.sectionId !== row.sectionId;
  const changesAgency = was !== undefined && was.agencyId !== row.agencyId;
  const left = {
    formerSectionId: changesSection ? was.sectionId : null,
    formerAgencyId: changesAgency ? was.agencyId : null,
  };
  const [shownNow, alerts, corrections] = await Promise.all([
    findShown(tx, allPictures),
    former === 'live' ? [] : alertChanges(tx, id),
    former === 'tombstone' || changesSection || changesAgency ? correctionChanges(tx, row) : [],
  ]);
  await recordChanges(
    moment,
    storyUpserted(row, { material, touches: [...namedIn, ...allPictures], ...left }),
    ...pictureChanges(new Set([...shownAlready, ...showed]), shownNow),
    ...corrections.map((correction) => ({ ...correction, ...left })),
    ...alerts,
  );
}

// A story that is live keeps its number; any other gets the next one in the second of its first publication.
const putRow = prepared((tx: Tx) => {
  const { seq, ...columns } = getTableColumns(liveArticles);
  const sent = Object.entries(columns).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]);
  return tx
    .insert(liveArticles)
    .values({ ...placeholdersOf(liveArticles), seq: nextNumber(seq) })
    .onConflictDoUpdate({ target: liveArticles.id, set: Object.fromEntries(sent) as object })
    .returning({ seq });
});
const factsOf = prepared((tx: Tx) =>
  tx
    .select(storyFacts)
    .from(liveArticles)
    .where(eq(liveArticles.id, sql.placeholder('id'))),
);
const insertSlug = preparedInsert(liveSlugs, { ifNew: true });

/** The public row of a story published at `now` (UTC milliseconds), without what is the desk's alone. */
export function rowOf(
  { id, version, content, publishedAt, updatedAt, expiresAt }: Publication,
  now: number,
): Omit<LiveRow, 'seq'> {
  const { body, ...live } = withoutDeskFields(content);
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
    headline: content.headline,
    month: new Date(publishedAt).toISOString().slice(0, 7),
    content: live,
    body: JsonText.of(body),
    translationOf: content.translationOf ?? null,
    indexed: true,
    canonicalUrl: content.canonicalUrl ?? null,
    expiresAt,
  };
}

async function putLinks(tx: Tx, { id, content, publishedAt, updatedAt }: Publication): Promise<void> {
  const link = { articleId: id, publishedAt, updatedAt };
  const bylineIds = [...new Set(content.bylines.map(({ byline }) => byline))];
  const topicIds = [...new Set(content.topics)];
  const codes = [...new Set(content.subjects.map(({ code }) => code))];
  await Promise.all([
    insertBylines(tx, ...bylineIds.map((bylineId) => ({ ...link, bylineId }))),
    insertTopics(tx, ...topicIds.map((topicId) => ({ ...link, topicId }))),
    insertSubjects(tx, ...codes.map((code) => ({ ...link, code }))),
    insertMedia(tx, ...pictureIdsOf(content).map((mediaId) => ({ articleId: id, mediaId }))),
  ]);
}

const insertBylines = preparedInsert(liveArticleBylines);
const insertTopics = preparedInsert(liveArticleTopics);
const insertSubjects = preparedInsert(liveArticleSubjects);
const insertMedia = preparedInsert(liveArticleMedia);
