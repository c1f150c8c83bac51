import { sql } from 'drizzle-orm';
import { alerts } from '../../library/tables/alerts.ts';
import { liveArticles } from '../articles/table.ts';

/** Whether an alert announces no story, or one that is live: others are shown nowhere. */
export const announcesNothingHidden = sql`(${alerts.articleId} IS NULL OR ${alerts.articleId} IN (SELECT ${liveArticles.id} FROM ${liveArticles}))`;
