import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { loadDeskEmbedded, type DeskEmbedded } from '../stories/embedded.ts';
import { refuseThinned } from '../stories/store.ts';
import { articleVersions, type ArticleRow } from '../stories/table.ts';
import type { DeskVersionSummary } from '../show/history/version-schema.ts';
import { presentVersions } from '../show/history/versions.ts';
import { diffBody, type BlockDiff } from './body.ts';
import { diffFields, tell } from './fields.ts';
import type { FieldDiff } from './values.ts';
import { newBudget } from './words.ts';

/** A version by number, or the public one. */
export type VersionName = number | 'public';

/** The changes from one content to another. */
export type ContentDiff = {
  locale: string;
  identical: boolean;
  blocks: Record<BlockDiff['change'], number>;
  fields: FieldDiff[];
  body: BlockDiff[];
};

export type ArticleDiff = ContentDiff & {
  id: string;
  /** Absent when there is no version before: then everything was added. */
  from?: DeskVersionSummary;
  to: DeskVersionSummary;
};

/**
 * The changes from one version of a story to another. Defaults: the newest against the public one, or against the one
 * before when they are the same. Throws `not-found` for an unknown version, `gone` for one whose text was dropped.
 */
export async function diffVersions(
  db: Db,
  story: ArticleRow,
  named: { from?: VersionName | undefined; to?: VersionName | undefined },
  caller: Caller,
): Promise<ArticleDiff> {
  const to = await findVersionRow(db, story, numberOf(story, named.to) ?? story.copyVersion);
  const fromNumber = numberOf(story, named.from) ?? (await versionBefore(db, story, to.version));
  const from = fromNumber === undefined ? undefined : await findVersionRow(db, story, fromNumber);
  const changes = await diffContents(db, { from: from?.content, to: to.content }, caller);
  const [last, first] = await presentVersions(db, story, from ? [to, from] : [to]);
  return { id: story.id, ...(first && { from: first }), to: last!, ...changes };
}

/** The changes from one content to another; without `from` everything was added. */
export async function diffContents(
  db: Db,
  { from, to }: { from?: ArticleContent | undefined; to: ArticleContent },
  caller: Caller,
): Promise<ContentDiff> {
  const embedded = await loadEmbeddedOfBoth(db, from ? [from, to] : [to]);
  const { locale } = to;
  const budget = newBudget();
  const fields = diffFields(
    from ? tell(from, embedded, caller) : {},
    tell(to, embedded, caller),
    locale,
    budget,
  );
  const body = diffBody(from?.body ?? [], to.body, { locale, budget });
  const blocks = { unchanged: 0, added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { change } of body) blocks[change] += 1;
  const identical = fields.length === 0 && blocks.unchanged === body.length;
  return { locale, identical, blocks, fields, body };
}

function numberOf({ publication, publishedVersion }: ArticleRow, name: VersionName | undefined) {
  if (name !== 'public') return name;
  if (publication !== 'live' || publishedVersion === null) throw notFound('public version');
  return publishedVersion;
}

async function findVersionRow(db: Db, { id }: ArticleRow, version: number) {
  const [row] = await db
    .select()
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, id), eq(articleVersions.version, version)));
  if (!row) throw notFound('version');
  refuseThinned(row);
  return row;
}

/** The default version to compare with: the public one if it is older, else the one before. */
async function versionBefore(db: Db, story: ArticleRow, to: number): Promise<number | undefined> {
  const { publication, publishedVersion } = story;
  if (publication === 'live' && publishedVersion !== null && publishedVersion < to) return publishedVersion;
  const { articleId, version, thinnedAt } = articleVersions;
  const [row] = await db
    .select({ version })
    .from(articleVersions)
    .where(and(eq(articleId, story.id), lt(version, to), isNull(thinnedAt)))
    .orderBy(desc(version))
    .limit(1);
  return row?.version;
}

async function loadEmbeddedOfBoth(db: Db, contents: ArticleContent[]): Promise<DeskEmbedded> {
  const [embedded, ...others] = await Promise.all(contents.map((content) => loadDeskEmbedded(db, content)));
  for (const other of others)
    for (const kind of Object.keys(other) as (keyof DeskEmbedded)[])
      for (const [id, row] of other[kind]) (embedded![kind] as Map<string, unknown>).set(id, row);
  return embedded!;
}
