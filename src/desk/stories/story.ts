import { eq } from 'drizzle-orm';
import type { Db, Tx, Work } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findAuthors } from './approval.ts';
import { countNaming } from './references.ts';
import { findEmbargo, getArticle, getContent } from './store.ts';
import { articles, type ArticleRow } from './table.ts';

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

/** A story as it was opened: its row, and what its newest version says. Verbs take one, and give the story after it. */
export type OpenedStory = StoryFacts & { content: ArticleContent };

/** Opens the story with this id. Throws `not-found`. */
export async function loadStory(db: Db, id: string): Promise<OpenedStory> {
  return openRow(db, await getArticle(db, id));
}

/** Opens the story of a row that was found otherwise. */
export async function openRow(db: Db, row: ArticleRow): Promise<OpenedStory> {
  return openedWith(db, row, await getContent(db, row.id, row.copyVersion));
}

/** A story whose row and newest content are at hand. */
export function openedWith(db: Db, row: ArticleRow, content: ArticleContent): OpenedStory {
  return { ...factsOf(db, row), content };
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

/** What one version of a story says; the newest is at hand. Throws `not-found` and `gone`. */
export async function contentAt(
  db: Db,
  { row, content }: OpenedStory,
  version: number,
): Promise<ArticleContent> {
  return version === row.copyVersion ? content : getContent(db, row.id, version);
}

/** Moves a story's state and its revision. Gives the story after that; with new content where a version was saved. */
export async function saveStory(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { row, content }: OpenedStory,
  changes: Partial<Omit<ArticleRow, 'id' | 'revision'>>,
  saved: ArticleContent = content,
): Promise<OpenedStory> {
  return openedWith(tx, await saveArticle(tx, row, { ...changes, updatedAt: now }), saved);
}

async function saveArticle(tx: Tx, before: ArticleRow, changes: Partial<ArticleRow>): Promise<ArticleRow> {
  const [after] = await tx
    .update(articles)
    .set({ ...changes, revision: before.revision + 1 })
    .where(eq(articles.id, before.id))
    .returning();
  return after!;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
