import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

const folder = 'tests/fixtures/databases';

/** Databases as older versions left them, by their last migration, oldest first. */
export const fixtures = readdirSync(folder).filter((name) => name.endsWith('.sql'));

/** Makes the database of an older version. */
export function loadFixture(fixture: string, file: string): void {
  const made = new BetterSqlite3(file);
  made.pragma('foreign_keys = OFF');
  // Lets the rows of a search index be written as they were.
  made.unsafeMode();
  made.exec(`BEGIN; ${readFileSync(join(folder, fixture), 'utf8')} COMMIT;`);
  made.close();
}
