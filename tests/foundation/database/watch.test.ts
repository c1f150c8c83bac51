import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureSystem, system } from '../../../src/access/system.ts';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { watchDatabase } from '../../../src/foundation/database/watch.ts';
import { standingClock } from '../../support/clock.ts';

/** A database that is watched, and what was told of it. */
async function watched({ folders = [] as string[] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-watch-'));
  const file = join(folder, 'dateline.db');
  const clock = standingClock('2026-11-28T12:00:00Z');
  const database = openSqlite({ file, clock, patienceMs: 5 });
  await ensureSystem(database);
  const other = new BetterSqlite3(file);
  onTestFinished(async () => {
    other.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  const told: string[] = [];
  const details: Record<string, unknown>[] = [];
  const { look, checks } = watchDatabase({
    database,
    folders,
    clock,
    report(level, more, message) {
      told.push(`${level}: ${message}`);
      details.push(more);
    },
  });
  /** The checks that fail. */
  function failing(): string[] {
    return Object.entries(checks).flatMap(([name, check]) => {
      try {
        check();
        return [];
      } catch {
        return [name];
      }
    });
  }
  return { file, clock, database, other, told, details, look, failing };
}

describe('a database that is watched', () => {
  it('has nothing to tell while all is well', async () => {
    const { look, told, failing } = await watched();
    await look();
    expect([told, failing()]).toEqual([[], []]);
  });

  it('that refuses writes is told of once a minute with cause and count, until a write succeeds', async () => {
    const { look, told, details, failing, other, clock, database } = await watched();
    other.exec('BEGIN IMMEDIATE');
    await expect(database.transact(system, async () => {})).rejects.toMatchObject({ problem: 'unavailable' });
    for (let times = 0; times < 3; times += 1) await look();
    expect(told).toEqual([
      'error: writes to the database are refused: another process has locked the database',
    ]);
    expect(details).toEqual([
      { cause: 'another process has locked the database', code: 'SQLITE_BUSY', refused: 1 },
    ]);
    expect(failing()).toEqual(['writes']);
    clock.advance(60_000);
    await look();
    expect(told).toHaveLength(2);
    other.exec('COMMIT');
    await look();
    expect(failing()).toEqual(['writes']);
    clock.advance(10_000);
    await look();
    expect([told.at(-1), failing()]).toEqual(['info: writes to the database work again', []]);
    expect(details.at(-1)).toMatchObject({ refused: 1, forMs: 70_000 });
  });

  it.skipIf(!existsSync('/proc/self'))('whose disk is almost full is told of', async () => {
    const full = await watched({ folders: ['/proc'] });
    await full.look();
    expect([full.told, full.failing()]).toEqual([
      ['warn: the disk of /proc is almost full: 0 MB are free'],
      ['disk'],
    ]);
    expect(full.details).toEqual([{ folder: '/proc' }]);
  });

  it('whose log has 64 MB is told of', async () => {
    const { file, look, told, details, failing, other, database } = await watched();
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM events').get();
    const writing = new BetterSqlite3(file);
    writing.exec('CREATE TABLE texts (text BLOB) STRICT');
    for (let count = 0; count < 66; count += 1) writing.exec('INSERT INTO texts VALUES (zeroblob(1000000))');
    writing.close();
    expect(database.stats().walBytes).toBeGreaterThan(64 * 1024 * 1024);
    await look();
    expect(told).toEqual([
      expect.stringMatching(
        /^warn: the write-ahead log of the database has \d+ MB: another process reads an old state of it, or keeps it locked\. End that process$/,
      ),
    ]);
    expect(failing()).toEqual(['wal']);
    other.exec('COMMIT');
    other.pragma('wal_checkpoint(TRUNCATE)');
    await look();
    expect([told.at(-1), failing()]).toEqual(['info: the write-ahead log is short again', []]);
    expect(details.at(-1)).toEqual({ forMs: expect.any(Number) });
  });
});
