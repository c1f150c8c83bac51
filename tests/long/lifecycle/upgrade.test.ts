import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrateSqlite } from '../../../src/foundation/database/sqlite/migrations/migrations.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { standingClock } from '../../support/clock.ts';
import { fixtures, loadFixture } from '../../support/fixtures.ts';

const migrations = readdirSync('migrations/sqlite').filter((name) => name.endsWith('.sql'));

/** The oldest database there is, in a folder of its own. */
async function givenOldDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-upgrade-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  loadFixture(fixtures[0]!, file);
  const clock = standingClock('2026-11-28T12:00:00Z');
  async function open(backups?: string): Promise<string[]> {
    const said: string[] = [];
    await openSqlite({ file, clock, backups, report: (line) => said.push(line) }).close();
    clock.advance(1000);
    return said;
  }
  return {
    file,
    folder,
    backups: join(folder, 'backups'),
    open,
  };
}

/** The migrations that a database has, and its stories. */
function contentOf(file: string): unknown[] {
  const raw = new BetterSqlite3(file);
  const content = [
    'SELECT created_at FROM __drizzle_migrations',
    'SELECT id, copy_version FROM articles ORDER BY id',
  ];
  const rows = content.map((sql) => raw.prepare(sql).all());
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  raw.close();
  return rows;
}

describe('a newer version', () => {
  it('backs the database up before it migrates it, and says how far it is', async () => {
    const { file, backups, open } = await givenOldDatabase();
    const before = contentOf(file);
    const said = await open(backups);
    const [backup, ...more] = readdirSync(backups);
    expect([backup, more]).toEqual(['before-0001_the_desk_opens-2026-11-28T12-00-00.000Z.db', []]);
    expect(contentOf(join(backups, backup!))).toEqual(before);
    expect(contentOf(file)).not.toEqual(before);
    expect(said[0]).toBe(`backing up the database before it is migrated, to ${join(backups, backup!)}`);
    expect(said.slice(1)).toEqual(
      migrations
        .slice(1)
        .map(
          (name, index) => `migration ${index + 1} of ${migrations.length - 1}, ${name.replace('.sql', '')}`,
        ),
    );
    expect(await open(backups)).toEqual([]);
    expect(readdirSync(backups)).toHaveLength(1);
  });

  it('keeps the last two backups, and nothing that was left unfinished', async () => {
    const { file, backups, open } = await givenOldDatabase();
    await open(backups);
    for (let times = 0; times < 3; times += 1) {
      await rm(file);
      loadFixture(fixtures[0]!, file);
      writeFileSync(join(backups, 'before-0001_the_desk_opens-then.db.unfinished'), 'half of it');
      await open(backups);
    }
    expect(readdirSync(backups)).toEqual([
      'before-0001_the_desk_opens-2026-11-28T12-00-02.000Z.db',
      'before-0001_the_desk_opens-2026-11-28T12-00-03.000Z.db',
    ]);
  });

  it('makes no backup of a new database, and none where that is off', async () => {
    const { file, backups, open } = await givenOldDatabase();
    expect((await open()).join()).not.toContain('backing up');
    await rm(file);
    expect(await open(backups)).toEqual([]);
    expect(existsSync(backups)).toBe(false);
  });

  it.skipIf(!existsSync('/proc/self'))(
    'refuses to migrate where there is no room for the backup',
    async () => {
      const { file, open } = await givenOldDatabase();
      const before = contentOf(file);
      // It has no room for anything.
      await expect(open('/proc')).rejects.toThrow(
        /^the backup before migrating needs 1 MB in \/proc, and 0 MB are free\. Free some space, or set BACKUP_BEFORE_MIGRATING=off/,
      );
      expect(contentOf(file)).toEqual(before);
    },
  );

  it('that finds the disk full while it migrates leaves the old database', async () => {
    const { file } = await givenOldDatabase();
    const before = contentOf(file);
    const connection = new BetterSqlite3(file);
    // As good as a full disk: the file may not grow.
    connection.pragma('max_page_count = 1');
    expect(() => migrateSqlite(connection)).toThrow('database or disk is full');
    connection.close();
    expect(contentOf(file)).toEqual(before);
  });

  it('that is killed while it migrates leaves the old database, whatever it was at', async () => {
    const { file } = await givenOldDatabase();
    const before = contentOf(file);
    // The first statement of each migration but those that are there, and the last words of all.
    const moments = migrations.slice(1).map((name) => firstStatementOf(name));
    for (const moment of [...moments, 'COMMIT']) {
      expect([moment, killedAt(file, moment)]).toEqual([moment, 'SIGKILL']);
      expect(contentOf(file)).toEqual(before);
    }
    expect(killedAt(file, 'never')).toBeNull();
    expect(contentOf(file)).not.toEqual(before);
    expect(statSync(file).size).toBeGreaterThan(0);
  });
});

function firstStatementOf(migration: string): string {
  return readFileSync(join('migrations/sqlite', migration), 'utf8').split('--> statement-breakpoint')[0]!;
}

/** Migrates in a process of its own, which kills itself before this statement; gives the signal. */
function killedAt(file: string, statement: string): string | null {
  const script = `
    import BetterSqlite3 from ${JSON.stringify(resolve('node_modules/better-sqlite3/lib/index.js'))};
    import { migrateSqlite } from ${JSON.stringify(resolve('src/foundation/database/sqlite/migrations/migrations.ts'))};
    const moment = ${JSON.stringify(statement)}.trim();
    const verbose = (sql) => moment.startsWith(sql.trim()) && process.kill(process.pid, 'SIGKILL');
    migrateSqlite(new BetterSqlite3(${JSON.stringify(file)}, { verbose }));
  `;
  return spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: 'inherit',
  }).signal;
}
