import type { Db } from '../database.ts';
import type { ReadOnly } from '../engine.ts';
import { buildersOn, connect, optionsFor } from './connection.ts';
import { lastApplied, migrationName, newestSchema } from './migrations.ts';
import { tablesOn } from './tables.ts';
import { warningsOf } from './warnings.ts';

/** Opens a database for reading alone, also while others write to it: nothing is migrated. Statements may take long. */
export async function openReadOnly(url: string): Promise<ReadOnly> {
  const client = await connect({ ...optionsFor(url), query_timeout: 0 });
  await client.query(
    'SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET default_transaction_read_only = on',
  );
  const db: Db = buildersOn(client);
  return {
    ...tablesOn(client),
    async read(work) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      try {
        return await work(db);
      } finally {
        await client.query('COMMIT');
      }
    },
    rows: async <R>(query: string) => (await client.query(query)).rows as R[],
    ownSql: {
      itemsOf: (json) => `json_array_elements(${json}) AS items (value)`,
      rowsIndexed: (index) => `SELECT seq FROM ${index}`,
    },
    // The server itself checks its pages and foreign keys.
    damages: async () => [],
    warnings: () => warningsOf(client),
    schema: async () => migrationName(await lastApplied(client)),
    newestSchema,
    close: () => client.end(),
  };
}
