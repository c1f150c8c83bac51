import type { Database } from '../../foundation/database/database.ts';
import { diskOf } from '../../foundation/files/file-sizes.ts';
import { counter, type Figure, gauge, shared } from './figures.ts';

/** The database, and the disks. */
export function ofStorage(database: Database, mediaDir: string): Figure[] {
  const stats = shared(async () => database.stats());
  return [
    counter('dateline_database_writes_total', 'Write transactions.', async () => (await stats()).writes),
    counter(
      'dateline_database_write_wait_seconds_total',
      'Seconds that writes have waited for their turn.',
      async () => (await stats()).writeWaitMs / 1000,
    ),
    gauge(
      'dateline_database_writes_waiting',
      'Writes that wait for their turn.',
      async () => (await stats()).writesWaiting,
    ),
    counter(
      'dateline_database_writes_refused_total',
      'Writes that were refused since the disk is full or failing, or the database locked.',
      async () => (await stats()).writesRefused,
    ),
    gauge('dateline_database_refusing_writes', '1 while writes are refused, else 0.', () =>
      Number(database.trouble() !== undefined),
    ),
    counter(
      'dateline_database_commits_total',
      'Commits; several writes may share one.',
      async () => (await stats()).commits,
    ),
    counter(
      'dateline_database_busy_retries_total',
      'Times that another process had locked the database.',
      async () => (await stats()).busyRetries,
    ),
    gauge(
      'dateline_database_read_connections',
      'Connections to the server of the database that read.',
      async () => (await stats()).readConnections,
    ),
    gauge(
      'dateline_database_reads_waiting',
      'Reads that wait for such a connection.',
      async () => (await stats()).readsWaiting,
    ),
    gauge(
      'dateline_database_wal_bytes',
      'Size of the write-ahead log of a database that is a file.',
      async () => (await stats()).walBytes,
    ),
    gauge(
      'dateline_disk_free_bytes',
      'Free space on the disks of the database and of the pictures.',
      async () => ({ database: (await stats()).freeDiskBytes, pictures: (await diskOf(mediaDir)).freeBytes }),
      'disk',
    ),
  ];
}

/** What the server counts of its own backups; moments in UTC milliseconds. */
export type Backups = {
  stats: () => {
    backups: number;
    failures: number;
    lastAt: number | undefined;
    lastSeconds: number | undefined;
    lastBytes: number | undefined;
    everyMs: number;
  };
};

/** Backups that the server makes by itself; without BACKUP_TO there is nothing to tell. */
export function ofBackups(backups: Backups | undefined): Figure[] {
  function stats(): Partial<ReturnType<Backups['stats']>> {
    return backups?.stats() ?? {};
  }
  return [
    counter('dateline_backups_total', 'Backups that were made.', () => stats().backups),
    counter('dateline_backup_failures_total', 'Backups that failed.', () => stats().failures),
    gauge('dateline_backup_interval_seconds', 'How often a backup is made, in seconds.', () =>
      inSeconds(stats().everyMs),
    ),
    gauge('dateline_backup_last_timestamp_seconds', 'When the newest backup was begun.', () =>
      inSeconds(stats().lastAt),
    ),
    gauge(
      'dateline_backup_last_duration_seconds',
      'How long the newest backup took, in seconds.',
      () => stats().lastSeconds,
    ),
    gauge('dateline_backup_last_bytes', 'Size of the newest backup.', () => stats().lastBytes),
  ];
}

function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
