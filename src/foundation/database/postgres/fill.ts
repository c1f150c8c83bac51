import type pg from 'pg';
import type { Filling } from '../engine.ts';
import { buildersOn, connect, optionsFor } from './connection.ts';
import { makeSchema } from './migrations.ts';
import { suitableVersion } from './suitable.ts';
import { insertRows, tablesOn } from './tables.ts';

/** Fills an empty database in one transaction, its schema too: nobody sees any of it before all of it is there. */
export async function fillDatabase<T>(url: string, work: (filling: Filling) => Promise<T>): Promise<T> {
  const client = await connect({ ...optionsFor(url), query_timeout: 0 });
  try {
    await suitableVersion(client);
    await client.query(
      'BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
    );
    await makeSchema(client);
    const checkReferences = await leaveOutReferences(client);
    const result = await work({
      ...tablesOn(client),
      tx: buildersOn(client),
      insert: (table, rows) => insertRows(client, table, rows),
    });
    await checkReferences();
    await client.query('ANALYZE');
    const { command } = await client.query('COMMIT');
    // PostgreSQL answers otherwise, without an error, when a statement had failed.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    return result;
  } finally {
    await client.end();
  }
}

type ForeignKey = { table: string; name: string; definition: string };

/** Some tables refer to each other, so that none could be filled first. Gives what brings all foreign keys back. */
async function leaveOutReferences(client: pg.ClientBase): Promise<() => Promise<void>> {
  const { rows } = await client.query(
    `SELECT conrelid::regclass AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  const keys = rows as ForeignKey[];
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return async function bringBack() {
    for (const { table, name, definition } of keys)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  };
}
