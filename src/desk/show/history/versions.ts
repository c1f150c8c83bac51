import { and, eq } from 'drizzle-orm';
import type { Db } from '../../../foundation/database/database.ts';
import { toTimestamp } from '../../../foundation/clock.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { events } from '../../../foundation/events/table.ts';
import type { Page } from '../../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../../foundation/page/read.ts';
import { notFound } from '../../../foundation/problem.ts';
import { findActors, loadDeskEmbedded } from '../../stories/embedded.ts';
import { presentActor } from '../present.ts';
import { presentContent, type Showing } from '../present-content.ts';
import { withSurvivors } from '../../stories/merged.ts';
import { refuseThinned } from '../../stories/store.ts';
import { articleVersions, type ArticleRow } from '../../stories/table.ts';
import type { DeskVersion, DeskVersionSummary } from './version-schema.ts';

const newestFirst = { columns: [articleVersions.version], descending: true };
const { articleId, version, actor, at, note, thinnedAt } = articleVersions;

/** One page of a story's versions, the newest first. */
export async function listVersions(
  db: Db,
  story: ArticleRow,
  asked: PageAsked,
): Promise<Page<DeskVersionSummary>> {
  const { data, page } = await readPage(db, asked, {
    list: { sort: '-version', filters: { story: story.id } },
    order: newestFirst,
    keyOf: (row) => [row.version],
    where: eq(articleId, story.id),
    select: () => db.select({ version, actor, at, note, thinnedAt }).from(articleVersions),
  });
  return { data: await presentVersions(db, story, data), page };
}

/** One version of a story with its content. Throws `not-found`, and `gone` when its text was dropped. */
export async function showVersion(
  db: Db,
  story: ArticleRow,
  number: number,
  showing: Showing,
): Promise<DeskVersion> {
  const [row] = await db
    .select()
    .from(articleVersions)
    .where(and(eq(articleId, story.id), eq(version, number)));
  if (!row) throw notFound('version');
  refuseThinned(row);
  const [summary] = await presentVersions(db, story, [row]);
  const content = await withSurvivors(db, row.content);
  const embedded = await loadDeskEmbedded(db, content);
  return { ...summary!, ...presentContent(content, embedded, showing) } as DeskVersion;
}

type Row = Pick<typeof articleVersions.$inferSelect, 'version' | 'actor' | 'at' | 'note' | 'thinnedAt'>;

/** Who saved these versions, when, and whether they were published. */
export async function presentVersions(db: Db, story: ArticleRow, rows: Row[]): Promise<DeskVersionSummary[]> {
  const published = await findPublished(db, story.id);
  const people = await findActors(
    db,
    rows.map((row) => row.actor),
  );
  return rows.map((row) =>
    omitAbsent({
      version: row.version,
      at: toTimestamp(row.at),
      by: presentActor(row.actor, people),
      note: row.note,
      published: published.has(row.version),
      thinned: row.thinnedAt === null ? undefined : true,
      live: story.publication === 'live' && story.publishedVersion === row.version,
    }),
  );
}

// Events have every published version; the story only the last.
async function findPublished(db: Db, id: string): Promise<Set<number | null>> {
  const rows = await db
    .select({ toVersion: events.toVersion })
    .from(events)
    .where(and(eq(events.subject, id), eq(events.action, 'article.published')));
  return new Set(rows.map(({ toVersion }) => toVersion));
}
