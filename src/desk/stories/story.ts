import type { Db, Work } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findAuthors } from './approval.ts';
import { loadDeskEmbedded, type DeskEmbedded } from './embedded.ts';
import { countNaming } from './references.ts';
import { isSlugTaken } from './slugs.ts';
import { findEmbargo, getArticle, getContent, updateArticle } from './store.ts';
import type { ArticleRow } from './table.ts';

/** A story's row, and what else decides about what can be done with it: each asked for when it is needed, and once. */
export type StoryFacts = {
  row: ArticleRow;
  /** Whose words are in the copy that nobody else has answered for yet: actors. */
  authors: () => Promise<string[]>;
  /** How many other stories and alerts name it. */
  namedBy: () => Promise<number>;
  /** The embargo of the story that it translates (UTC milliseconds). */
  originalEmbargo: () => Promise<number | null>;
};

/** A version of a story, and what is asked of it once, when it is needed. */
export type StoryVersion = {
  row: ArticleRow;
  version: number;
  content: ArticleContent;
  /** All that it names. */
  embedded: () => Promise<DeskEmbedded>;
  /** The embargo of the story that it translates (UTC milliseconds). */
  originalEmbargo: () => Promise<number | null>;
  /** Whether another story has its slug. */
  isSlugTaken: () => Promise<boolean>;
};

/** A story as it was opened: its row, and its newest version. Verbs take one, and give the story after it. */
export type OpenedStory = StoryFacts & StoryVersion;

/** Opens the story with this id. Throws `not-found`. */
export async function loadStory(db: Db, id: string): Promise<OpenedStory> {
  return openRow(db, await getArticle(db, id));
}

/** Opens the story of a row that was found otherwise. */
export async function openRow(db: Db, row: ArticleRow): Promise<OpenedStory> {
  return openedWith(db, row, await getContent(db, row.id, row.copyVersion));
}

/** A story whose row and newest content are at hand, and maybe what that names. */
export function openedWith(
  db: Db,
  row: ArticleRow,
  content: ArticleContent,
  embedded?: DeskEmbedded,
): OpenedStory {
  return { ...factsOf(db, row), ...versionWith(db, row, { version: row.copyVersion, content, embedded }) };
}

/** What decides about a story, where its content plays no part. */
export function factsOf(db: Db, row: ArticleRow): StoryFacts {
  return {
    row,
    authors: once(() => findAuthors(db, row)),
    namedBy: once(() => countNaming(db, row.id)),
    originalEmbargo: once(() => findEmbargo(db, row.translationOf)),
  };
}

/** A version of a story; the newest is at hand. Throws `not-found` and `gone`. */
export async function versionOf(db: Db, story: OpenedStory, version: number): Promise<StoryVersion> {
  const { row } = story;
  if (version === row.copyVersion) return story;
  return versionWith(db, row, { version, content: await getContent(db, row.id, version) });
}

type Said = { version: number; content: ArticleContent; embedded?: DeskEmbedded | undefined };

function versionWith(db: Db, row: ArticleRow, { version, content, embedded }: Said): StoryVersion {
  const { locale, slug, translationOf = '' } = content;
  const loaded = once(async () => embedded ?? loadDeskEmbedded(db, content));
  return {
    row,
    version,
    content,
    embedded: loaded,
    originalEmbargo: async () => (await loaded()).stories.get(translationOf)?.embargoUntil ?? null,
    isSlugTaken: once(() => isSlugTaken(db, { id: row.id, locale, slug })),
  };
}

/**
 * Moves a story's state and its revision. Gives the story after that; with what was `saved`, under a new number in the
 * index of words.
 */
export async function saveStory(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { row, content, embedded, originalEmbargo }: OpenedStory,
  changes: Partial<Omit<ArticleRow, 'id' | 'revision' | 'searchSeq'>>,
  saved?: { content: ArticleContent; embedded: DeskEmbedded },
): Promise<OpenedStory> {
  const after = await updateArticle(
    tx,
    row,
    { ...changes, updatedAt: now },
    { isSaved: saved !== undefined },
  );
  // A story may name itself.
  if (saved?.embedded.stories.has(row.id)) saved.embedded.stories.set(row.id, after);
  return saved
    ? openedWith(tx, after, saved.content, saved.embedded)
    : { ...openedWith(tx, after, content), embedded, originalEmbargo };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
