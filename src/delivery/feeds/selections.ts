import type { Db } from '../../foundation/database/database.ts';
import { type Problem, invalidRequest, notFound } from '../../foundation/problem.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import type { RecordSource } from '../../library/records/record-type.ts';
import { findByFormerName, findRecord } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { MediaTopic } from '../../library/subjects/schema.ts';
import { findSubjects, nameIn } from '../../library/subjects/store.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { feedPlaces } from '../addresses/feed-addresses.ts';

type Row = { id: string; slug: string; name: string; hidden: boolean; updatedAt: number };
type Filter = keyof typeof feedPlaces;

/** The filter of a feed; `of` is its name in the title. */
export type FeedFilter = {
  filter: Partial<Record<Filter, string[]>>;
  of: string | undefined;
  id: string | undefined;
};

/** Finds the filter for a name, or the name that it has now. Throws `not-found`, `invalid-request`. */
type Selection = (db: Db, name: string) => Promise<FeedFilter | { nowNamed: string; id: string }>;

/** The feed of all stories. */
export const allStories: FeedFilter = { filter: {}, of: undefined, id: undefined };

/** The selections of stories that have feeds, by their folder under `/feeds`. */
export const feedSelections = {
  [feedPlaces.section]: selectionOf('section', sectionType),
  [feedPlaces.topic]: selectionOf('topic', topicType),
  [feedPlaces.agency]: selectionOf('agency', agencyType),
  [feedPlaces.byline]: selectionOf('byline', bylineType),
  [feedPlaces.subject]: subjectSelection,
  [feedPlaces.locale]: localeSelection,
} satisfies Record<(typeof feedPlaces)[Filter], Selection>;

function selectionOf<R extends Row>(kind: Filter, type: RecordSource<R>): Selection {
  return async (db, name) => {
    const row = await findRecord(db, type, name);
    if (row && !row.hidden) return { filter: { [kind]: [row.id] }, of: row.name, id: row.id };
    const moved = row ? undefined : await findByFormerName(db, type, name);
    if (!moved || moved.hidden) throw notFound(kind);
    return { nowNamed: moved.slug, id: moved.id };
  };
}

async function subjectSelection(db: Db, code: string): Promise<FeedFilter> {
  const { success, error } = MediaTopic.safeParse(code);
  if (!success) throw invalidName(error.issues[0]!.message);
  const row = (await findSubjects(db, [code])).get(code);
  if (row === null) throw notFound('subject');
  return { filter: { subject: [code] }, of: (row && nameIn(row, 'en')) ?? code, id: undefined };
}

async function localeSelection(_db: Db, tag: string): Promise<FeedFilter> {
  const { success, data: locale, error } = Locale.safeParse(tag);
  if (!success) throw invalidName(error.issues[0]!.message);
  return Promise.resolve({ filter: { locale: [locale] }, of: locale, id: undefined });
}

function invalidName(rule: string): Problem {
  return invalidRequest([{ parameter: 'name', detail: `name ${rule}` }]);
}
