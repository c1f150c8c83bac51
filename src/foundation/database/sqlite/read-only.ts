import type { Db } from '../database.ts';
import { buildersOn } from './builders.ts';
import { migrationName } from './migrations/migration-files.ts';
import { openToLook } from './file/own-file.ts';
import { versionOf } from './connection/connection.ts';

/** How long to wait for a file that another process has locked. */
const patienceMs = 60_000;

/**
 * Opens a database for reading alone, also while others write to it: nothing is migrated. For commands, since it waits
 * inside SQLite.
 */
export function openReadOnly(file: string) {
  const connection = openToLook(file);
  connection.pragma(`busy_timeout = ${patienceMs}`);
  connection.pragma('query_only = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cache_size = -64000');
  const db: Db = buildersOn(connection);
  return {
    /** Runs `work` on one consistent snapshot. */
    async read<T>(work: (db: Db) => Promise<T>): Promise<T> {
      connection.exec('BEGIN');
      try {
        return await work(db);
      } finally {
        connection.exec('COMMIT');
      }
    },
    /** The rows of a query of ours, as they are in the file. */
    rows: <R>(query: string) => connection.prepare(query).all() as R[],
    /** Everything that SQLite finds damaged, a sentence each. Reads the whole file. */
    damages(): string[] {
      const integrity = connection.pragma('integrity_check') as { integrity_check: string }[];
      const orphans = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
      return [
        ...integrity.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        ...[...Map.groupBy(orphans, ({ table, parent }) => `${table} ${parent}`).values()].map(
          (rows) =>
            `${rows.length} rows of ${rows[0]!.table} refer to rows of ${rows[0]!.parent} that are not there`,
        ),
      ];
    },
    /** The last migration; undefined when a newer version wrote it. */
    schema: () =>
      migrationName(
        connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() as number,
      ),
    sqliteVersion: versionOf(connection),
    close: () => void connection.close(),
  };
}
