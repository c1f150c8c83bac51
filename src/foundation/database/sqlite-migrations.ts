import { fileURLToPath } from 'node:url';
import type BetterSqlite3 from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

const migrationsFolder = fileURLToPath(new URL('../../../migrations/sqlite', import.meta.url));

/**
 * Runs the pending migrations, in drizzle's format. Drizzle's own migrator is not used, since it reads what was applied
 * before it takes the lock: two starting processes would run the same file. Throws when the file was written by a newer
 * Dateline.
 */
export function migrateSqlite(connection: BetterSqlite3.Database): void {
  const migrations = readMigrationFiles({ migrationsFolder });
  connection
    .transaction(() => {
      connection.exec(
        'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT',
      );
      const applied = (connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ??
        0) as number;
      if (applied > migrations.at(-1)!.folderMillis) {
        throw new Error(
          'The database was written by a newer version of Dateline. Start that version, or restore a backup.',
        );
      }
      const record = connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
      for (const { folderMillis, hash, sql } of migrations) {
        if (folderMillis <= applied) continue;
        sql.forEach((statement) => connection.exec(statement));
        record.run(hash, folderMillis);
      }
    })
    .immediate();
}
