import { fillPlaceholders } from 'drizzle-orm';
import type pg from 'pg';

/** What a prepared statement of Drizzle has at run time for PostgreSQL. */
type Statement = {
  client: Pick<pg.ClientBase, 'query'>;
  queryConfig: pg.QueryArrayConfig;
  params: unknown[];
  logger: { logQuery(sql: string, parameters: unknown[]): void };
};

/** The rows of a prepared statement, as the driver gives them. */
export async function rowsOf(statement: unknown, values: Record<string, unknown>): Promise<unknown[][]> {
  const { client, queryConfig, params, logger } = statement as Statement;
  const filled = fillPlaceholders(params, values);
  logger.logQuery(queryConfig.text, filled);
  return (await client.query(queryConfig, filled)).rows as unknown[][];
}
