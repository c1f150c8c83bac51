import { eq } from 'drizzle-orm';
import { actors, type ActorRow } from '../../access/table.ts';
import { compact } from '../../foundation/compact.ts';
import type { Db } from '../../foundation/database/database.ts';
import { preparedForIds } from '../../foundation/database/prepared.ts';
import { pictureIdsOf, type ArticleContent } from '../../edition/articles/content.ts';
import { headlineColumns, type LiveHeadline } from '../../edition/articles/find.ts';
import { ledTo } from '../../edition/articles/led-to.ts';
import { sectionSlugOf } from '../../edition/articles/section-slug.ts';
import { liveArticles } from '../../edition/articles/table.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import type { BylineRow } from '../../library/tables/bylines.ts';
import { findRecords } from '../../library/records/store.ts';
import { findMediaItems, type MediaItem } from '../../library/pictures/rows/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { findSubjects, type KnownSubjects } from '../../library/subjects/store.ts';
import { topicType } from '../../library/topics/record-type.ts';
import type { TopicRow } from '../../library/tables/topics.ts';
import { articlesNamedBy } from './named.ts';
import { articles, type ArticleRow } from './table.ts';

/**
 * Everything that a version refers to, by id, including hidden records, stories that are not live and expired pictures.
 */
export type DeskEmbedded = {
  agencies: Map<string, AgencyRow>;
  bylines: Map<string, BylineRow>;
  sections: Map<string, SectionRow>;
  topics: Map<string, TopicRow>;
  stories: Map<string, ArticleRow>;
  /** The slugs of the sections that their copies are in. */
  copySections: Map<string, string | null>;
  /** What readers are shown of them: those that are live; of a consolidated story the one that it went into. */
  headlines: Map<string, LiveHeadline>;
  pictures: Map<string, MediaItem>;
  /** What the vocabulary says of its subjects. */
  subjects: KnownSubjects;
};

/** Loads everything that a version refers to, one query per kind. */
export async function loadDeskEmbedded(db: Db, content: ArticleContent): Promise<DeskEmbedded> {
  const { agency, attributions, section } = content;
  const [stories, agencies, bylines, sections, topics, pictures, subjects] = await Promise.all([
    storiesAmong(db, articlesNamedBy(content)),
    findRecords(
      db,
      agencyType,
      compact([agency, ...attributions.flatMap((attribution) => [attribution.agency, attribution.via])]),
    ),
    findRecords(
      db,
      bylineType,
      content.bylines.map(({ byline }) => byline),
    ),
    findSections(db, [section]),
    findRecords(db, topicType, content.topics),
    findMediaItems(db, pictureIdsOf(content)),
    findSubjects(
      db,
      content.subjects.map(({ code }) => code),
    ),
  ]);
  return {
    ...{ agencies, bylines, sections, topics, pictures, subjects },
    stories: byId(stories.map(({ article }) => article)),
    copySections: new Map(stories.map(({ article, copySection }) => [article.id, copySection])),
    headlines: new Map(
      stories.flatMap(({ article, live, section }) =>
        live === null ? [] : [[article.id, { ...live, section }]],
      ),
    ),
  };
}

/** Sections by id, hidden or not; one query. */
export function findSections(db: Db, ids: (string | null | undefined)[]): Promise<Map<string, SectionRow>> {
  return findRecords(db, sectionType, compact(ids));
}

/** Actors by id; one query. */
export async function findActors(db: Db, ids: string[]): Promise<Map<string, ActorRow>> {
  return byId(await actorsAmong(db, ids));
}

const { section, ...liveColumns } = headlineColumns;
const storiesAmong = preparedForIds((db, among) =>
  db
    .select({
      article: articles,
      copySection: sectionSlugOf(articles.sectionId),
      live: liveColumns,
      section,
    })
    .from(articles)
    .leftJoin(liveArticles, eq(liveArticles.id, ledTo(articles.id)))
    .where(among(articles.id)),
);
const actorsAmong = preparedForIds((db, among) => db.select().from(actors).where(among(actors.id)));

/** Rows by their ids. */
export function byId<Row extends { id: string }>(rows: Iterable<Row>): Map<string, Row> {
  return new Map(Iterator.from(rows).map((row) => [row.id, row]));
}
