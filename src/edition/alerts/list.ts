import { and, desc, eq, isNull, or } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { alerts, type AlertRow } from '../../library/alerts/table.ts';
import { liveArticles } from '../articles/table.ts';
import type { LiveHeadline } from '../articles/find.ts';

/** A line of the ticker that runs now, with the story that it announces. */
export type RunningAlert = { alert: AlertRow; story: LiveHeadline | undefined };

const most = 100;

/** The alerts that run now, newest first; one that announces a story only while that story is live. */
export async function listRunning(db: Db): Promise<RunningAlert[]> {
  const { id, slug, locale, kind, publishedAt, changedAt, content } = liveArticles;
  const rows = await db
    .select({ alert: alerts, story: { id, slug, locale, kind, publishedAt, changedAt, content } })
    .from(alerts)
    .leftJoin(liveArticles, eq(liveArticles.id, alerts.articleId))
    .where(
      and(eq(alerts.state, 'running'), or(isNull(alerts.articleId), eq(liveArticles.id, alerts.articleId))),
    )
    .orderBy(desc(alerts.startsAt), desc(alerts.id))
    .limit(most);
  return rows.map(({ alert, story }) => ({
    alert,
    story: story ? { ...story, headline: story.content.headline } : undefined,
  }));
}
