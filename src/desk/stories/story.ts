import type { Db, Work } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findCorrections } from '../../edition/corrections/store.ts';
import { findTombstone, type TombstoneRow } from '../../edition/tombstones/store.ts';
import type { Note } from '../../library/notes.ts';
import { findAuthors } from './approval.ts';
import { findAsking } from './asking.ts';
import { loadDeskEmbedded, type DeskEmbedded } from './embedded.ts';
import { countNaming } from './references.ts';
import { withSurvivors } from './merged.ts';
import { findOrigins, type Origin } from './origins.ts';
import { isSlugTaken } from './slugs.ts';
import { getArticle, getContent, updateArticle } from './store.ts';
import { settled } from './settle-incoming.ts';
import type { ArticleRow } from './table.ts';
import { findGroupEmbargo } from './translations.ts';

/** A story's row and the facts that decide about actions, each loaded when needed, and once. */
export type StoryFacts = {
  row: ArticleRow;
  /** The actors with unapproved changes in the copy. */
  authors: () => Promise<string[]>;
  /** The sections that an action on it touches: of its copy, of what is live, and of what is scheduled. */
  sections: () => Promise<(string | null)[]>;
  /** The number of other stories and alerts that refer to it. */
  namedBy: () => Promise<number>;
  /** The number of its public corrections. */
  corrections: () => Promise<number>;
  /** What readers are told in its place. */
  tombstone: () => Promise<TombstoneRow | undefined>;
  /** The latest embargo of its translations and of what it translates (UTC milliseconds). */
  groupEmbargo: () => Promise<number | null>;
  /** The stories that it was made from or translates. */
  origins: () => Promise<Origin[]>;
  /** The name of the section that asks for approval of its newest version, or of what was published last. */
  asking: () => Promise<string | undefined>;
};

/** A version of a story, with facts that are loaded when needed, and once. */
export type StoryVersion = {
  row: ArticleRow;
  version: number;
  content: ArticleContent;
  /** Everything that it refers to. */
  embedded: () => Promise<DeskEmbedded>;
  /** The latest embargo of its translations and of what it translates (UTC milliseconds). */
  groupEmbargo: () => Promise<number | null>;
  /** The stories that it was made from or translates. */
  origins: () => Promise<Origin[]>;
  /** Whether another story has its slug. */
  isSlugTaken: () => Promise<boolean>;
  /** The name of the section that asks for approval of it, or of what was published last. */
  asking: () => Promise<string | undefined>;
};

/** A story with its newest version. Actions take one, and give the story after the action. */
export type OpenedStory = StoryFacts &
  StoryVersion & {
    /** What of the input was not kept, or was changed. */
    notes?: Note[];
    /** What the action undid, where it did: fields of the text that readers had. */
    mendsMissing?: string[];
  };

/** Opens the story with this id. Throws `not-found`. */
export async function loadStory(db: Db, id: string): Promise<OpenedStory> {
  return openRow(db, await getArticle(db, id));
}

/** Opens the story of a row; its newest content as it is stored may be there already. */
export async function openRow(db: Db, row: ArticleRow, stored?: ArticleContent): Promise<OpenedStory> {
  const content = stored ? withSurvivors(db, stored) : getContent(db, row.id, row.copyVersion);
  return openedWith(db, row, await content);
}

/** Opens a story whose row and newest content are loaded, and maybe its references. */
export function openedWith(
  db: Db,
  row: ArticleRow,
  content: ArticleContent,
  embedded?: DeskEmbedded,
): OpenedStory {
  return { ...factsOf(db, row), ...versionWith(db, row, { version: row.copyVersion, content, embedded }) };
}

/** The facts of a story without its content. */
export function factsOf(db: Db, row: ArticleRow): StoryFacts {
  return {
    row,
    authors: once(() => findAuthors(db, row)),
    sections: once(() => sectionsOf(db, row)),
    namedBy: once(() => countNaming(db, row.id)),
    corrections: once(async () => (await findCorrections(db, [row.id])).get(row.id)?.length ?? 0),
    tombstone: once(() => findTombstone(db, row.id)),
    groupEmbargo: once(() => findGroupEmbargo(db, row)),
    origins: once(() => findOrigins(db, row)),
    asking: once(async () => findAsking(db, row, await getContent(db, row.id, row.copyVersion))),
  };
}

async function sectionsOf(
  db: Db,
  { id, sectionId, copyVersion, publication, publishedVersion, scheduledVersion }: ArticleRow,
): Promise<(string | null)[]> {
  const others = [publication === 'live' ? publishedVersion : null, scheduledVersion];
  const sections = [sectionId];
  for (const version of others)
    if (version !== null && version !== copyVersion)
      sections.push((await getContent(db, id, version)).section ?? null);
  return sections;
}

/** A version of a story; the newest is loaded already. Throws `not-found` and `gone`. */
export async function versionOf(db: Db, story: OpenedStory, version: number): Promise<StoryVersion> {
  const { row } = story;
  if (version === row.copyVersion) return story;
  return versionWith(db, row, { version, content: await getContent(db, row.id, version) });
}

type Said = { version: number; content: ArticleContent; embedded?: DeskEmbedded | undefined };

function versionWith(db: Db, row: ArticleRow, { version, content, embedded }: Said): StoryVersion {
  const { locale, slug, translationOf } = content;
  const loaded = once(async () => embedded ?? loadDeskEmbedded(db, content));
  return {
    row,
    version,
    content,
    embedded: loaded,
    groupEmbargo: once(() => findGroupEmbargo(db, { id: row.id, translationOf })),
    origins: once(() => findOrigins(db, { madeFrom: row.madeFrom, translationOf })),
    isSlugTaken: once(() => isSlugTaken(db, { id: row.id, locale, slug })),
    asking: once(() => findAsking(db, row, content)),
  };
}

/**
 * Updates a story's state and its revision, and gives the story after it. With `saved` content it gets a new number of
 * the search index.
 */
export async function saveStory(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { row, content, embedded, groupEmbargo, isSlugTaken, notes = [] }: OpenedStory,
  changes: Partial<Omit<ArticleRow, 'id' | 'revision' | 'searchSeq'>>,
  saved?: { content: ArticleContent; embedded: DeskEmbedded },
): Promise<OpenedStory> {
  const after = await updateArticle(
    tx,
    row,
    { ...changes, ...(await settled(tx, row, changes)), updatedAt: now },
    { isSaved: saved !== undefined },
  );
  // A story may refer to itself.
  if (saved?.embedded.stories.has(row.id)) saved.embedded.stories.set(row.id, after);
  return saved
    ? { ...openedWith(tx, after, saved.content, saved.embedded), notes }
    : { ...openedWith(tx, after, content), embedded, groupEmbargo, isSlugTaken, notes };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
