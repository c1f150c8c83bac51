import { migrationName, migrationTimes, readMigrations } from './migration-files.ts';
import type { Connection } from '../connection/connection.ts';
import { isBusy } from '../connection/errors.ts';

type Options = {
  /** Called before a database with content is changed, while no other process can write; by throwing it prevents that. */
  backUp?: (firstMigration: string) => void;
  /** Whether a database with content is migrated only while no other process has it open. */
  isAlone?: boolean | undefined;
  /** Told how far a migration is. */
  report?: (progress: string) => void;
};

/** What marks a file as Dateline's in the header of SQLite: the letters `Dtln`. */
export const applicationId = 0x44_74_6c_6e;

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
      const applied = lastOf(appliedIn(connection));
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
  if (id !== applicationId) return false;
  const applied = appliedIn(connection);
  return migrationTimes.every((at) => applied.has(at));
}

/**
 * The times of the migrations that were played. Throws where one is missing before the last of them: it came later under
 * a smaller number, and would never be played.
 */
function appliedIn(connection: Connection): Set<number> {
  const times = connection.prepare('SELECT created_at FROM __drizzle_migrations').pluck().all() as number[];
  const applied = new Set(times);
  const last = lastOf(applied);
  const skipped = migrationTimes.find((at) => at < last && !applied.has(at));
  if (skipped === undefined) return applied;
  throw new Error(
    `it lacks the migration ${migrationName(skipped)!}, though it has ${migrationName(last) ?? 'a later one'}: one version was built without it. Go back to the backup from before that version. Nothing was changed.`,
  );
}

function lastOf(applied: Set<number>): number {
  return Math.max(0, ...applied);
}
