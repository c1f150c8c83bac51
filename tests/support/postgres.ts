/** Databases of a real server for tests, where TEST_DATABASE_URL names one: its address with any database of it. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const server = process.env.TEST_DATABASE_URL;

/** Whether tests run on PostgreSQL. */
export const onPostgres = server !== undefined;

/** Makes a database, empty or as a copy of another that nobody has open, and gives its address. */
export async function createDatabase(template?: string): Promise<string> {
  const name = `dateline_${randomUUID().replaceAll('-', '')}`;
  const from = template === undefined ? '' : ` TEMPLATE ${nameOf(template)} STRATEGY wal_log`;
  await administer(`CREATE DATABASE ${name}${from}`);
  const url = new URL(server!);
  url.pathname = name;
  return url.href;
}

export async function dropDatabase(url: string): Promise<void> {
  await administer(`DROP DATABASE IF EXISTS ${nameOf(url)} WITH (FORCE)`);
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}
