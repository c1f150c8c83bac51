import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';

/** A place for a database, and what is in its folder. */
async function givenPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-own-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  function alter(sql: string): void {
    const other = new BetterSqlite3(file);
    other.exec(sql);
    other.close();
  }
  return {
    file,
    /** Changes it as another program would. */
    alter,
    open: () => openSqlite({ file, clock: systemClock }),
    /** The bytes of every file, by its name. */
    bytes: () =>
      Object.fromEntries(
        readdirSync(folder).map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(folder, name)))
            .digest('hex'),
        ]),
      ),
  };
}

type Place = Awaited<ReturnType<typeof givenPlace>>;

const foreign: [what: string, make: (place: Place) => void | Promise<void>, sentence: string][] = [
  [
    "another application's tables",
    ({ alter }) =>
      alter('CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (id INTEGER PRIMARY KEY)'),
    'the file holds tables of another application (users, posts …). Name another path. Nothing was changed.',
  ],
  [
    "another application's tables under a log",
    ({ alter }) => alter('PRAGMA journal_mode = WAL; CREATE TABLE users (id INTEGER PRIMARY KEY)'),
    'the file holds tables of another application (users …)',
  ],
  [
    "another application's migrations in the same format",
    ({ alter }) =>
      alter(`CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER);
        INSERT INTO __drizzle_migrations VALUES (1, 'other', 1700000000000)`),
    'the file holds tables of another application (__drizzle_migrations …)',
  ],
  [
    "another application's mark",
    ({ alter }) => alter('PRAGMA application_id = 0x4d534d4d; CREATE TABLE metadata (name TEXT)'),
    'the file belongs to another application (its application_id is 0x4d534d4d)',
  ],
  [
    'no database',
    ({ file }) => writeFileSync(file, 'An article of news, and no database.\n'.repeat(200)),
    'the file is not a SQLite database. Name another path, or restore a backup. Nothing was changed.',
  ],
  [
    'a newer schema',
    async ({ open, alter }) => {
      await open().close();
      alter("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
    },
    'it was written by a newer version of Dateline. Start that version, or restore a backup from before. Nothing was changed.',
  ],
  [
    'nothing, beside a log with something in it',
    ({ file }) => {
      writeFileSync(file, '');
      writeFileSync(`${file}-wal`, 'What was not moved into the file yet.');
    },
    'the file is missing or empty, but its log',
  ],
];

describe('a file', () => {
  it.each(foreign)('with %s is refused, and left as it is', async (_, make, sentence) => {
    const place = await givenPlace();
    await make(place);
    const before = place.bytes();
    expect(() => place.open()).toThrow(sentence);
    expect(place.bytes()).toEqual(before);
  });

  it('of before files were marked is known by its migrations, and marked', async () => {
    const place = await givenPlace();
    await place.open().close();
    place.alter('PRAGMA application_id = 0');
    await place.open().close();
    const raw = new BetterSqlite3(place.file, { readonly: true });
    expect(raw.pragma('application_id', { simple: true })).toBe(0x44746c6e);
    raw.close();
  });

  it('without a table is taken as new', async () => {
    const place = await givenPlace();
    place.alter('PRAGMA journal_mode = WAL');
    await place.open().close();
  });
});
