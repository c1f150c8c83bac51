import { describe, expect, it } from 'vitest';
import { ruleOverFiles } from './rules.ts';
import { importsOf, readSources } from './sources.ts';

const database = 'src/foundation/database/';
const drivers = /^(better-sqlite3|pg|drizzle-orm\/(better-sqlite3|sqlite-core|node-postgres))(\/|$)/;
const rooms = /^src\/foundation\/database\/(sqlite|postgres)\//;
const names = /sqlite|postgres|\bfts5\b/i;

/** What DATABASE_URL may be is said where the settings are. */
const mayName = 'src/main/settings/settings.ts';

/** Only the database knows engines: others neither import one, its room or its driver, nor name one. */
const namesNoEngine = ruleOverFiles((path, text) => {
  if (path.startsWith(database)) return [];
  const imported = importsOf(path, text).filter((target) => drivers.test(target) || rooms.test(target));
  if (imported.length > 0) return imported.map((target) => `${path} imports ${target}`);
  return path !== mayName && names.test(text) ? [`${path} names an engine`] : [];
});

describe('engines', () => {
  it('are known to the database alone', () => {
    expect(namesNoEngine(new Map([...readSources('src'), ...readSources('bin')]))).toEqual([]);
  });

  it.each([
    ['src/main/backup.ts', "import { copy } from '../foundation/database/sqlite/file/copy-database.ts';"],
    ['src/main/open.ts', "const { openPool } = await import('../foundation/database/postgres/pool.ts');"],
    ['src/commands/key-command.ts', "import Sqlite from 'better-sqlite3';"],
    ['src/library/names.ts', "import type { Client } from 'pg';"],
    ['src/main/settings/settings.ts', "import { drizzle } from 'drizzle-orm/better-sqlite3';"],
    ['src/edition/list.ts', '// SQLite merges the walks.'],
    ['bin/openapi.ts', "const url = 'postgres://127.0.0.1/dateline';"],
    ['src/foundation/page.ts', "const codes = ['SQLITE_FULL'];"],
  ])('are not named in %s (%#)', (path, text) => {
    expect(namesNoEngine(new Map([[path, text]]))).toHaveLength(1);
  });

  it('may be named where the settings are', () => {
    const settings = "const description = 'The path of the SQLite file.';";
    expect(namesNoEngine(new Map([[mayName, settings]]))).toEqual([]);
  });
});
