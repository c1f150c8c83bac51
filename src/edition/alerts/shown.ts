import { sql } from 'drizzle-orm';
import { alerts } from '../../library/tables/alerts.ts';
import { ledTo } from '../articles/led-to.ts';

/** Whether an alert announces no story, or one that readers are led to: others are shown nowhere. */
export const announcesNothingHidden = sql`(${alerts.articleId} IS NULL OR ${ledTo(alerts.articleId)} IS NOT NULL)`;
