import { compact } from '../../foundation/compact.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import { referencesInStored } from '../../library/body/stored.ts';
import type { BylineRow } from '../../library/tables/bylines.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import type { TopicRow } from '../../library/tables/topics.ts';
import { findCorrections } from '../corrections/store.ts';
import type { CorrectionRow } from '../corrections/table.ts';
import { hasCards, hasProfiles, type Asked } from './asked.ts';
import { findNamedStories, itself, type LiveHeadline } from '../articles/find.ts';
import { findListed, type ListedRow } from '../articles/list.ts';
import { fromKeptLibrary, fromLibrary } from './library.ts';

/** Everything that some stories embed, by id; without hidden records, expired pictures and stories that are not live. */
export type Embedded = {
  agencies: Map<string, AgencyRow>;
  bylines: Map<string, BylineRow>;
  sections: Map<string, SectionRow>;
  topics: Map<string, TopicRow>;
  pictures: Map<string, MediaItem>;
  corrections: Map<string, CorrectionRow[]>;
  /** By the id that a story names; of a consolidated story the one that it went into. */
  headlines: Map<string, LiveHeadline>;
  /** By the id of the original. */
  translations: Map<string, LiveHeadline[]>;
  /** Other stories as their cards show them, by their own id; with `include=cards`. */
  cards: Map<string, ListedRow>;
  asked: Asked;
};

type Wanted = {
  /** Whether they are live, as readers see them now. */
  areLive: boolean;
  /** Whether the stories are shown whole, or as lists show them. */
  whole: boolean;
  asked?: Asked;
  /** The pictures that the stories name, where they are loaded already. */
  pictures?: Map<string, MediaItem>;
};

/** Loads what these stories embed: one query per kind at most, for any number of stories. */
export async function loadEmbedded(
  db: Db,
  rows: ListedRow[],
  { areLive, whole, asked = {}, pictures: loaded }: Wanted,
): Promise<Embedded> {
  const library = areLive ? fromKeptLibrary : fromLibrary;
  const profiles = hasProfiles(asked);
  const contents = rows.map(({ content }) => content);
  const [{ bylines, agencies }, { cards, sections, ...stories }, topics, corrections] = await Promise.all([
    loadCredits(db, contents, { library, whole, profiles }),
    loadStories(db, rows, { library, whole, withCards: hasCards(asked) }),
    library.topics(
      db,
      contents.flatMap((content) => content.topics),
    ),
    findCorrections(db, whole ? rows.map(({ id }) => id) : []),
  ]);
  const carded = [...cards.values()].map(({ content }) => content);
  const suppliers = new Set(contents.map(({ agency }) => agencies.get(agency ?? '')));
  const pictures = await library.pictures(db, [
    ...(loaded ? [] : rows.flatMap((row) => namedPictures(row, whole))),
    ...compact(carded.map(({ leadMedia }) => leadMedia?.media)),
    ...(whole || profiles ? compact([...suppliers].map((agency) => agency?.logoId)) : []),
    ...(profiles ? compact([...bylines.values()].map(({ portraitId }) => portraitId)) : []),
  ]);
  return {
    agencies,
    bylines,
    sections,
    topics,
    pictures: loaded ? new Map([...loaded, ...pictures]) : pictures,
    ...stories,
    corrections,
    cards,
    asked,
  };
}

/** The bylines and agencies that stories name; with profiles also the agencies of the bylines. */
async function loadCredits(
  db: Db,
  contents: ListedRow['content'][],
  { library, whole, profiles }: { library: typeof fromLibrary; whole: boolean; profiles: boolean },
) {
  const named = compact(
    contents.flatMap(({ agency, attributions }) => [
      agency,
      ...(whole ? attributions.flatMap((attribution) => [attribution.agency, attribution.via]) : []),
    ]),
  );
  const found = library.bylines(
    db,
    contents.flatMap((content) => content.bylines.map(({ byline }) => byline)),
  );
  const employers = profiles ? compact([...(await found).values()].map(({ agencyId }) => agencyId)) : [];
  const [bylines, agencies] = await Promise.all([found, library.agencies(db, [...named, ...employers])]);
  return { bylines, agencies };
}

/** The stories that these name, their translations, and the sections of these and of the cards. */
async function loadStories(
  db: Db,
  rows: ListedRow[],
  { library, whole, withCards }: { library: typeof fromLibrary; whole: boolean; withCards: boolean },
) {
  const found = findNamedStories(db, {
    ids: whole ? rows.flatMap(storiesIn) : [],
    originals: whole ? rows.map(originalOf) : [],
  });
  const cards =
    withCards && whole ? await findListed(db, shownIds(await found)) : new Map<string, ListedRow>();
  const shown = [...rows, ...cards.values()];
  const [stories, sections] = await Promise.all([
    found,
    library.sections(db, compact(shown.map(({ content }) => content.section))),
  ]);
  return { ...stories, cards, sections };
}

function shownIds({ headlines, translations }: Pick<Embedded, 'headlines' | 'translations'>): string[] {
  return [...headlines.values(), ...[...translations.values()].flat()].map(({ id }) => id);
}

/**
 * When the story or anything that it embeds last changed. Removed things leave no time behind: if any is missing, it is
 * the last public change of all.
 */
export async function lastModifiedOf(db: Db, row: ListedRow, embedded: Embedded): Promise<number> {
  if (!isComplete(row, embedded)) return (await findPublicRevision(db)).changedAt;
  const records = [
    embedded.agencies,
    embedded.bylines,
    embedded.sections,
    embedded.topics,
    embedded.pictures,
  ].flatMap((found) => [...found.values()]);
  const stories = [...embedded.headlines.values(), ...[...embedded.translations.values()].flat()];
  return Math.max(
    row.changedAt,
    ...records.map(({ updatedAt }) => updatedAt),
    ...stories.map(({ changedAt }) => changedAt),
  );
}

function isComplete(row: ListedRow, embedded: Embedded): boolean {
  const { bylines, agency, section, topics, attributions } = row.content;
  const carded = [...embedded.cards.values()].map(({ content }) => content);
  const named: [Map<string, unknown>, string[]][] = [
    [embedded.bylines, bylines.map(({ byline }) => byline)],
    [embedded.agencies, compact([agency, ...attributions.flatMap(({ agency, via }) => [agency, via])])],
    [embedded.sections, compact([section])],
    [embedded.topics, topics],
    [embedded.pictures, namedPictures(row, true)],
    [embedded.sections, compact(carded.map(({ section }) => section))],
    [embedded.pictures, compact(carded.map(({ leadMedia }) => leadMedia?.media))],
  ];
  return (
    named.every(([found, ids]) => ids.every((id) => found.has(id))) &&
    storiesIn(row).every((id) => itself(id, embedded.headlines))
  );
}

/** The pictures that a story names, by id; those of its text only when it is shown whole. */
export function namedPictures(
  { content: { leadMedia, placements }, body }: ListedRow,
  whole: boolean,
): string[] {
  const lead = leadMedia ? [leadMedia.media] : [];
  return whole ? [...lead, ...placements.map(({ media }) => media), ...referencesInStored(body).media] : lead;
}

/** The same story in other languages, by locale: the original, and all that translate it. */
export function translationsOf(row: ListedRow, { headlines, translations }: Embedded): LiveHeadline[] {
  const original = originalOf(row);
  return [...compact([itself(original, headlines)]), ...(translations.get(original) ?? [])]
    .filter(({ id, locale }) => id !== row.id && locale !== row.locale)
    .toSorted((a, b) => (a.locale < b.locale ? -1 : 1));
}

function originalOf({ id, translationOf }: ListedRow): string {
  return translationOf ?? id;
}

function storiesIn({ content: { related, translationOf }, body }: ListedRow): string[] {
  return [
    ...compact([translationOf, ...related.map(({ article }) => article)]),
    ...referencesInStored(body).articles,
  ];
}
