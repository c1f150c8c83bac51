import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';

const migrationsFolder = fileURLToPath(new URL('../../../../../migrations/sqlite', import.meta.url));
const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
  entries: { tag: string; when: number }[];
};

export const firstMigrationAt = journal.entries[0]!.when;
export const lastMigrationAt = journal.entries.at(-1)!.when;
/** The times of all, in their order. */
export const migrationTimes = journal.entries.map(({ when }) => when);

/** The name of the migration of that time; undefined for one that this version does not know. */
export function migrationName(at: number): string | undefined {
  return journal.entries.find(({ when }) => when === at)?.tag;
}

/** Every migration in its order: its name, its hash, and its statements. `at` is what orders them. */
export function readMigrations() {
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis: at, hash, sql }, index) => ({
    name: journal.entries[index]!.tag,
    at,
    hash,
    statements: sql,
  }));
}
