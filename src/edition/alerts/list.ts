import { and, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder, keyPlaces, keyValues } from '../../foundation/page/keyset.ts';
import { countLimit, pageOf, type Page } from '../../foundation/page/page.ts';
import { withCount, type PageAsked } from '../../foundation/page/read.ts';
import { alerts, type AlertRow } from '../../library/tables/alerts.ts';
import { ledTo } from '../articles/led-to.ts';
import { liveArticles } from '../articles/table.ts';
import { headlineColumns, type LiveHeadline } from '../articles/find.ts';

/** A running alert with its story. */
export type RunningAlert = { alert: AlertRow; story: LiveHeadline | undefined };

const newestFirst = { columns: [alerts.startsAt, alerts.id], descending: true };

/**
 * One page of the alerts that run now, newest first; one that announces a story only while that story is live. One of a
 * consolidated story announces the story that it went into.
 */
export async function listRunning(db: Db, { limit, cursor, count }: PageAsked): Promise<Page<RunningAlert>> {
  const list = { sort: '-startsAt', filters: {} };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, newestFirst.columns);
  const rows = await runningRows(db, { ...keyValues(key), limit: limit + 1 }, key !== undefined);
  const page = pageOf(rows.map(withStory), limit, list, ({ alert }) => [alert.startsAt, alert.id]);
  return count ? withCount(db, page, selectRunning(db).limit(countLimit + 1)) : page;
}

/** Of these alerts those that run now, as in the list. */
export async function findRunning(db: Db, ids: string[]): Promise<RunningAlert[]> {
  const rows = await selectRunning(db, inArray(alerts.id, ids));
  return rows.map(withStory);
}

const { section, ...liveColumns } = headlineColumns;

const runningRows = prepared((db, hasKey: boolean) =>
  selectRunning(db, hasKey ? after(newestFirst, keyPlaces(newestFirst)) : undefined)
    .orderBy(...inOrder(newestFirst))
    .limit(sql.placeholder('limit')),
);

function withStory({ alert, story, section: slug }: Row): RunningAlert {
  return { alert, story: story ? { ...story, section: slug } : undefined };
}

type Row = Awaited<ReturnType<typeof selectRunning>>[number];

function selectRunning(db: Db, following?: SQL) {
  return db
    .select({
      alert: alerts,
      story: liveColumns,
      section,
    })
    .from(alerts)
    .leftJoin(liveArticles, eq(liveArticles.id, ledTo(alerts.articleId)))
    .where(
      and(
        // Written into the statement, so that the partial index of running alerts is used.
        sql`${alerts.state} = 'running'`,
        or(isNull(alerts.articleId), isNotNull(liveArticles.id)),
        following,
      ),
    );
}
