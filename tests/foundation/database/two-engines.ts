import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import type { Tx } from '../../../src/foundation/database/database.ts';
import {
  buildersOn as postgresOn,
  connect,
  optionsFor,
} from '../../../src/foundation/database/postgres/connection.ts';
import { buildersOn } from '../../../src/foundation/database/sqlite/builders.ts';

type Engines = { sqlite: Tx; postgres: Tx; close: () => Promise<void> };

/** Both engines with an index of each kind; on PostgreSQL in a database of their own. */
export async function openEngines(
  server: string,
  index: { name: string; columns: readonly string[] },
): Promise<Engines> {
  const name = `dateline_full_text_${process.pid}_${Date.now().toString(36)}`;
  const maintenance = new pg.Client(server);
  await maintenance.connect();
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const client = await connect(optionsFor(address.href));
  await client.query(tablesOf(index));
  const file = new BetterSqlite3(':memory:');
  file.exec(
    `CREATE VIRTUAL TABLE ${index.name} USING fts5(${index.columns.join()}, content='', contentless_delete=1, tokenize='ascii', prefix='2 3')`,
  );
  return {
    sqlite: buildersOn(file),
    postgres: postgresOn(client),
    close: async () => {
      file.close();
      await client.end();
      await maintenance.query(`DROP DATABASE ${name}`);
      await maintenance.end();
    },
  };
}

function tablesOf({ name, columns }: { name: string; columns: readonly string[] }): string {
  const texts = columns.map((column) => `${column} text COLLATE "C" NOT NULL`);
  return `CREATE TABLE ${name} (seq bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL, ${texts.join()});
    CREATE INDEX ${name}_words ON ${name} USING gin (words);
    CREATE TABLE search_totals (name text COLLATE "C" PRIMARY KEY, rows bigint NOT NULL, words bigint NOT NULL);
    INSERT INTO search_totals VALUES ('${name}', 0, 0)`;
}
