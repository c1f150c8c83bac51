import type pg from 'pg';

/** What is wrong with the server or this database, a sentence each with what to do. */
export async function warningsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(query);
  return rows.map(({ sentence }: { sentence: string }) => sentence);
}

const query = `
  SELECT 'PostgreSQL runs with ' || name || '=off: a power cut can damage the database. Set it on.' AS sentence
  FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'
  UNION ALL
  SELECT 'The index ' || relname || ' is not valid, and not used: make it anew with REINDEX INDEX ' || relname || '.'
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace
  UNION ALL
  SELECT 'The constraint ' || conname || ' was not checked for all rows: check it with ALTER TABLE ' || conrelid::regclass
    || ' VALIDATE CONSTRAINT ' || conname || '.'
  FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
  UNION ALL
  SELECT 'PostgreSQL has found ' || checksum_failures || ' damaged pages in this database: look at its log and at the disk, '
    || 'restore a backup, and then forget them with pg_stat_reset().'
  FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0
  UNION ALL
  SELECT 'The prepared transaction ' || gid || ' keeps locks and old rows: end it with ROLLBACK PREPARED ''' || gid || '''.'
  FROM pg_prepared_xacts WHERE database = current_database()
  UNION ALL
  SELECT 'Nobody reads the replication slot ' || slot_name || ', which keeps the log of PostgreSQL until its disk is full: '
    || 'start its standby, or drop it with pg_drop_replication_slot.'
  FROM pg_replication_slots WHERE NOT active AND wal_status <> 'reserved'
  ORDER BY sentence`;
