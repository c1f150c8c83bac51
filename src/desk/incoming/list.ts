import { and, eq, gte, inArray, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Keyset } from '../../foundation/page/keyset.ts';
import { countLimit, type Page } from '../../foundation/page/page.ts';
import { countOf, readPage } from '../../foundation/page/read.ts';
import { findActors } from '../stories/embedded.ts';
import { incoming, type IncomingRow } from '../stories/incoming-table.ts';
import { articles, type ArticleRow } from '../stories/table.ts';
import { maySeeAny } from '../stories/visible.ts';
import { presentIncoming } from './present.ts';
import type { Incoming, IncomingQuery } from './schema.ts';

/** Cancellations that wait first, then the last that came. */
const order: Keyset = { columns: [incoming.urgent, incoming.at, incoming.id], descending: true };

/** One page of what sources sent, of the stories that the caller may see. */
export async function listIncoming(
  db: Db,
  caller: Caller,
  { limit, cursor, count, ...filters }: IncomingQuery,
): Promise<Page<Incoming>> {
  const { data, page } = await readPage(
    db,
    { limit, cursor, count },
    {
      list: { sort: '-urgent', filters: { ...filters, caller: caller.id } },
      order,
      keyOf: ({ row }) => [row.urgent, row.at, row.id],
      where: conditionsOf(caller, filters),
      select: () => selectIncoming(db),
    },
  );
  return { data: await presentRows(db, data), page };
}

/** How many versions wait, of the stories that the caller may see. */
export function countWaiting(db: Db, caller: Caller) {
  const waiting = selectIncoming(db).where(conditionsOf(caller, { state: ['waiting'] }));
  return countOf(db, waiting.limit(countLimit + 1));
}

function selectIncoming(db: Db) {
  return db
    .select({ row: incoming, story: articles })
    .from(incoming)
    .leftJoin(articles, eq(articles.id, incoming.articleId));
}

/** A record as it is shown, with its story as it is now. */
export async function presentOne(db: Db, row: IncomingRow, story: ArticleRow | undefined): Promise<Incoming> {
  const [shown] = await presentRows(db, [{ row, story: story ?? null }]);
  return shown!;
}

async function presentRows(
  db: Db,
  rows: { row: IncomingRow; story: ArticleRow | null }[],
): Promise<Incoming[]> {
  const people = await findActors(
    db,
    rows.flatMap(({ row }) => [row.actor, ...(row.decidedBy === null ? [] : [row.decidedBy])]),
  );
  return rows.map(({ row, story }) => presentIncoming(row, story, people));
}

/** What a reporter sent that is no story yet. */
function isOwnWithout({ id }: Caller): SQL | undefined {
  return and(isNull(incoming.articleId), eq(incoming.actor, id));
}

type Filters = Partial<Omit<IncomingQuery, 'limit' | 'cursor' | 'count'>>;

function conditionsOf(caller: Caller, filters: Filters): SQL | undefined {
  const { state, pubStatus, scheme, article, arrivedFrom, arrivedTo } = filters;
  return and(
    maySeeAny(caller) ? undefined : or(eq(articles.createdBy, caller.id), isOwnWithout(caller)),
    state && inArray(incoming.state, state),
    pubStatus && inArray(incoming.pubStatus, pubStatus),
    scheme && inArray(incoming.scheme, scheme),
    article && inArray(incoming.articleId, article),
    arrivedFrom === undefined ? undefined : gte(incoming.at, arrivedFrom),
    arrivedTo === undefined ? undefined : lte(incoming.at, arrivedTo),
  );
}
