import { sizeOf } from '../../files/file-sizes.ts';
import type { Db } from '../database.ts';
import type { ReadOnly } from '../engine.ts';
import { buildersOn } from './builders.ts';
import { lastMigrationAt, migrationName } from './migrations/migration-files.ts';
import { openToLook } from './file/own-file.ts';
import { tablesOn } from './tables.ts';
import { versionFault, versionOf } from './connection/connection.ts';

/** How long to wait for a file that another process has locked. */
const patienceMs = 60_000;
const largestLogBytes = 64 * 1024 * 1024;

/**
 * Opens a database for reading alone, also while others write to it: nothing is migrated. For commands, since it waits
 * inside SQLite.
 */
export function openReadOnly(file: string): ReadOnly {
  const connection = openToLook(file);
  connection.pragma(`busy_timeout = ${patienceMs}`);
  connection.pragma('query_only = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cache_size = -64000');
  const db: Db = buildersOn(connection);
  return {
    ...tablesOn(connection),
    async read(work) {
      connection.exec('BEGIN');
      try {
        return await work(db);
      } finally {
        connection.exec('COMMIT');
      }
    },
    rows: async <R>(query: string) => connection.prepare(query).all() as R[],
    ownSql: {
      itemsOf: (json) => `json_each(${json})`,
      // FTS5 keeps the size of each row.
      rowsIndexed: (index) => `SELECT id AS seq FROM ${index}_docsize`,
    },
    async damages() {
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
    warnings: async () => [...versionFault(versionOf(connection)), ...longLog(file)],
    schema: async () =>
      migrationName(
        connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() as number,
      ),
    newestSchema: migrationName(lastMigrationAt)!,
    async close() {
      connection.close();
    },
  };
}

function longLog(file: string): string[] {
  const bytes = sizeOf(`${file}-wal`);
  if (bytes <= largestLogBytes) return [];
  return [
    `The write-ahead log has ${Math.round(bytes / 1024 / 1024)} MB: a program reads an old state of the database and does not end; end it.`,
  ];
}
