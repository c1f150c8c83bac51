import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import { newerSchema } from './errors.ts';
import { writersLock } from './locks.ts';
import { refusal } from './suitable.ts';

const migrationsFolder = fileURLToPath(new URL('../../../../migrations/postgres', import.meta.url));
const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
  entries: { tag: string; when: number }[];
};
const { when: lastMigrationAt, tag: newestSchema } = journal.entries.at(-1)!;
export { newestSchema };
const migratorsLock = 7_319_001;

type Options = {
  /** Whether a database with content is migrated only while no server has it open. */
  isAlone?: boolean | undefined;
  report?: ((progress: string) => void) | undefined;
};

/** Migrations take as long as they take. */
const anyMs = 24 * 3_600_000;

/**
 * Runs the pending migrations, in drizzle's format, in one transaction; a second server waits meanwhile. Throws for a
 * database that is not Dateline's or that a newer version wrote.
 */
export async function migratePostgres(
  client: pg.ClientBase,
  { isAlone = false, report = () => undefined }: Options,
): Promise<void> {
  if ((await lastApplied(client)) === lastMigrationAt) return;
  await client.query('BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
  try {
    if (!(await lock(client))) {
      report('another server migrates the database: waiting until it is done');
      await play(client, `SELECT pg_advisory_xact_lock(${migratorsLock})`);
    }
    await migrate(client, { isAlone, report });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Makes the newest schema within a transaction. Throws where there is a database already. */
export async function makeSchema(client: pg.ClientBase): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${migratorsLock})`);
  if ((await lastApplied(client)) > 0)
    throw refusal('there is a database of Dateline already. Name an empty one: CREATE DATABASE …');
  await migrate(client, { isAlone: false, report: () => undefined });
}

async function lock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(`SELECT pg_try_advisory_xact_lock(${migratorsLock}) AS got`);
  return (rows[0] as { got: boolean }).got;
}

async function migrate(
  client: pg.ClientBase,
  { isAlone, report }: { isAlone: boolean; report: (progress: string) => void },
): Promise<void> {
  // No server of an older version writes meanwhile, and none does afterwards: each looks when it has got this lock.
  await play(client, `SELECT pg_advisory_xact_lock(${writersLock})`);
  const applied = await lastApplied(client);
  const pending = readMigrationFiles({ migrationsFolder }).filter(({ folderMillis: at }) => at > applied);
  if (isAlone && applied > 0 && pending.length > 0 && (await isOpenElsewhere(client)))
    throw new Error(
      'this version would change its schema, and a server of an older version may have it open. Stop that server, and start the one of this version, which migrates. Nothing was changed.',
    );
  await client.query(
    'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash text NOT NULL, created_at bigint NOT NULL)',
  );
  for (const [index, { folderMillis: at, hash, sql }] of pending.entries()) {
    if (applied > 0) report(`migration ${index + 1} of ${pending.length}`);
    await play(client, sql.join(';'));
    await client.query('INSERT INTO __drizzle_migrations (hash, created_at) VALUES ($1, $2)', [hash, at]);
  }
}

async function play(client: pg.ClientBase, statements: string): Promise<void> {
  await client.query({ text: statements, query_timeout: anyMs } as pg.QueryConfig);
}

async function isOpenElsewhere(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dateline' AND pid <> pg_backend_pid() LIMIT 1",
  );
  return rows.length > 0;
}

/** The time of the last migration, in SQL. */
export const schemaAt = '(SELECT max(created_at) FROM __drizzle_migrations)';

/** Why this server may not write any more: a newer version has migrated the database since it was opened. */
export function tooOldFor(at: number): Error | undefined {
  if (at <= lastMigrationAt) return undefined;
  return Object.assign(new Error('A newer version has migrated the database.'), { code: newerSchema });
}

/** The name of the migration of that time; undefined for one that this version does not know. */
export function migrationName(at: number): string | undefined {
  return journal.entries.find(({ when }) => when === at)?.tag;
}

/** The time of the last migration that was played; 0 for an empty database. Throws for one that is not ours to open. */
export async function lastApplied(client: pg.ClientBase): Promise<number> {
  const { rows: tables } = await client.query(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
  );
  const names = tables.map(({ name }: { name: string }) => name);
  if (names.length === 0) return 0;
  const times = names.includes('__drizzle_migrations')
    ? (await client.query('SELECT created_at FROM __drizzle_migrations')).rows.map(
        ({ created_at }: { created_at: number }) => created_at,
      )
    : [];
  if (!times.includes(journal.entries[0]!.when))
    throw refusal(
      `it holds tables of another application (${names.slice(0, 3).join(', ')} …). Name another database, or an empty one`,
    );
  const last = Math.max(...times);
  if (last > lastMigrationAt)
    throw refusal(
      'it was written by a newer version of Dateline. Start that version, or restore a backup from before',
    );
  return last;
}
