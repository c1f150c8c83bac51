import { sql } from 'drizzle-orm';
import type { House } from '../../support/house.ts';

/** How many rows each table has, and the newest of what happened: any write moves it. */
export async function inventory(house: House): Promise<Record<string, unknown>> {
  return house.database.read(async (db) => {
    const tables = [
      'articles',
      'article_versions',
      'agencies',
      'bylines',
      'sections',
      'topics',
      'alerts',
      'media',
      'media_captions',
      'actors',
      'api_keys',
      'events',
      'live_articles',
      'tombstones',
      'idempotency_keys',
    ];
    const counts: Record<string, unknown> = {};
    for (const table of tables) {
      const [row] = (await db.select({ rows: sql<number>`count(*)` }).from(sql.raw(table))) as {
        rows: number;
      }[];
      counts[table] = row!.rows;
    }
    return counts;
  });
}
