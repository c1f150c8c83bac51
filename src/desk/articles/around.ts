import { inArray } from 'drizzle-orm';
import { actors, type ActorRow } from '../../access/table.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findHeadlines, type LiveHeadline } from '../../edition/articles/find.ts';
import { picturesOf } from '../../edition/articles/put.ts';
import { agencyRoom } from '../../library/agencies/room.ts';
import type { AgencyRow } from '../../library/agencies/table.ts';
import { bylineRoom } from '../../library/bylines/room.ts';
import type { BylineRow } from '../../library/bylines/table.ts';
import { findRecords } from '../../library/records/store.ts';
import { findUsableMedia, type MediaItem } from '../../library/media/store.ts';
import { sections, type SectionRow } from '../../library/sections/table.ts';
import { topicRoom } from '../../library/topics/room.ts';
import type { TopicRow } from '../../library/topics/table.ts';
import { articlesNamedBy } from './named.ts';
import { articles, type ArticleRow } from './table.ts';

/** All that a version names, by id: hidden records and stories that are not live too. */
export type DeskAround = {
  agencies: Map<string, AgencyRow>;
  bylines: Map<string, BylineRow>;
  sections: Map<string, SectionRow>;
  topics: Map<string, TopicRow>;
  stories: Map<string, ArticleRow>;
  /** Of those, what the public reads. */
  headlines: Map<string, LiveHeadline>;
  pictures: Map<string, MediaItem>;
};

/** Loads what a version names, one query per kind. */
export async function findDeskAround(db: Db, content: ArticleContent): Promise<DeskAround> {
  const { agency, attributions, section } = content;
  const named = articlesNamedBy(content);
  return {
    agencies: await findRecords(
      db,
      agencyRoom,
      [agency, ...attributions.flatMap(({ agency, via }) => [agency, via])].flatMap((id) => id ?? []),
    ),
    bylines: await findRecords(
      db,
      bylineRoom,
      content.bylines.map(({ byline }) => byline),
    ),
    sections: await findSections(db, [section]),
    topics: await findRecords(db, topicRoom, content.topics),
    stories: await byId(named, (ids) => db.select().from(articles).where(inArray(articles.id, ids))),
    headlines: await findHeadlines(db, named),
    pictures: await findUsableMedia(db, picturesOf(content)),
  };
}

/** Sections by id, hidden or not; one query. */
export function findSections(db: Db, ids: (string | null | undefined)[]): Promise<Map<string, SectionRow>> {
  return byId(ids, (wanted) => db.select().from(sections).where(inArray(sections.id, wanted)));
}

/** Who these are, by id; one query. */
export function findActors(db: Db, ids: string[]): Promise<Map<string, ActorRow>> {
  return byId(ids, (wanted) => db.select().from(actors).where(inArray(actors.id, wanted)));
}

async function byId<Row extends { id: string }>(
  ids: (string | null | undefined)[],
  find: (ids: string[]) => PromiseLike<Row[]>,
): Promise<Map<string, Row>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (wanted.length === 0) return new Map();
  return new Map((await find(wanted)).map((row) => [row.id, row]));
}
