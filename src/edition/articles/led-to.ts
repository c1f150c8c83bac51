import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { tombstones } from '../tombstones/table.ts';
import { liveArticles } from './table.ts';

/**
 * The id of the live story that readers are led to from the story in `column`: itself, or the one that it was
 * consolidated into, over any number of steps; NULL where that is not live.
 */
export function ledTo(column: PgColumn): SQL<string> {
  // Names of columns are written out: Drizzle leaves their table away in statements on one table.
  return sql`(WITH RECURSIVE led(id) AS (
    SELECT ${column}
    UNION SELECT gone.substitute_id FROM led JOIN ${tombstones} gone ON gone.article_id = led.id AND gone.state = 'consolidated'
  ) SELECT led.id FROM led JOIN ${liveArticles} found ON found.id = led.id LIMIT 1)`;
}

/**
 * The ids of the story that a placeholder names and of those that were consolidated into it, over any number of steps: a
 * subquery for `IN`.
 */
export function ledHere(placeholder: string): SQL {
  const id = sql.placeholder(placeholder);
  // The first term takes its collation from a column, as the others do. CROSS JOIN: from what is led to.
  return sql`(WITH RECURSIVE led(id) AS (
    SELECT coalesce((SELECT article_id FROM ${tombstones} WHERE article_id = ${id}), ${id})
    UNION SELECT gone.article_id FROM led CROSS JOIN ${tombstones} gone WHERE gone.substitute_id = led.id AND gone.state = 'consolidated'
  ) SELECT led.id FROM led)`;
}
