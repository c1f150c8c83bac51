import { applicationId } from './own-file.ts';
import { lastMigrationAt, readMigrations } from './migration-files.ts';
import type { Connection } from './connection.ts';
import { isBusy } from '../sqlite-errors.ts';

type Options = {
  /** Called before a database with content is changed, while no other process can write; by throwing it prevents that. */
  backUp?: (firstMigration: string) => void;
  /** Whether a database with content is migrated only while no other process has it open. */
  isAlone?: boolean | undefined;
  /** Told how far a migration is. */
  report?: (progress: string) => void;
};

const reportEveryMs = 1_000;

/**
 * Runs the pending migrations, in drizzle's format, in one transaction. Drizzle's own migrator is not used, since it
 * reads what was applied before it takes the lock: two starting processes would run the same file.
 */
export function migrateSqlite(
  connection: Connection,
  { backUp = () => {}, report = () => {}, isAlone = false }: Options = {},
): void {
  if (isUpToDate(connection)) return;
  if (isAlone) refuseBesideOthers(connection);
  connection
    .transaction(() => {
      connection.exec(
        'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT',
      );
      const applied = lastApplied(connection);
      const pending = readMigrations().filter(({ at }) => at > applied);
      if (applied > 0 && pending.length > 0) backUp(pending[0]!.name);
      const record = connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
      pending.forEach(({ name, at, hash, statements }, index) => {
        const step = `migration ${index + 1} of ${pending.length}, ${name}`;
        if (applied > 0) report(step);
        play(connection, statements, (done) => report(`${step}: ${done} of ${statements.length} statements`));
        record.run(hash, at);
      });
      connection.pragma(`application_id = ${applicationId}`);
    })
    .immediate();
}

/** An older server would go on with the schema that it knows. */
function refuseBesideOthers(connection: Connection): void {
  const isNew = !connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (isNew || !isOpenElsewhere(connection)) return;
  throw new Error(
    'this version would change its schema, and another process has it open, such as a server of an older version. Stop that server, and start the one of this version, which migrates. Nothing was changed.',
  );
}

/** SQLite leaves write-ahead logging only while no other connection has the file open, in whatever process. */
function isOpenElsewhere(connection: Connection): boolean {
  try {
    connection.pragma('journal_mode = DELETE');
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  }
  connection.pragma('journal_mode = WAL');
  return false;
}

/** Plays statements one by one, and tells after those that took long. */
function play(connection: Connection, statements: string[], tell: (done: number) => void): void {
  let toldAt = performance.now();
  statements.forEach((statement, index) => {
    connection.exec(statement);
    if (performance.now() - toldAt < reportEveryMs) return;
    toldAt = performance.now();
    tell(index + 1);
  });
}

// Needs no lock, so that a process that starts beside one that writes does not wait for it.
function isUpToDate(connection: Connection): boolean {
  const id = connection.pragma('application_id', { simple: true });
  return id === applicationId && lastApplied(connection) === lastMigrationAt;
}

function lastApplied(connection: Connection): number {
  const applied = connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
  return (applied ?? 0) as number;
}
