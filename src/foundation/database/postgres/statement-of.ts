import type pg from 'pg';
import type { EngineStatement } from '../statement.ts';

/** What a prepared statement of Drizzle has at run time for PostgreSQL. */
type Prepared = {
  client: Pick<pg.ClientBase, 'query'>;
  queryConfig: pg.QueryArrayConfig;
  rawQueryConfig: pg.QueryConfig;
  params: unknown[];
  fields?: EngineStatement['fields'];
  joinsNotNullableMap?: EngineStatement['joins'];
  logger: { logQuery(sql: string, parameters: unknown[]): void };
};

/** What Drizzle prepared, as the engine runs it. */
export function statementOf(prepared: unknown): EngineStatement {
  const { client, params, fields, joinsNotNullableMap: joins, logger, ...configs } = prepared as Prepared;
  const config = fields ? configs.queryConfig : configs.rawQueryConfig;
  return {
    ...{ params, fields, joins },
    async run(filled) {
      logger.logQuery(config.text, filled);
      return (await client.query<unknown[]>(config, filled)).rows;
    },
  };
}
