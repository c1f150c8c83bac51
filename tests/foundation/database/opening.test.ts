import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';

it('a new file that another process is about to make ready is waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  // It writes to a file that knows no write-ahead log yet: SQLite then refuses whoever turns to it, without waiting.
  const script = `
    import BetterSqlite3 from ${JSON.stringify(resolve('node_modules/better-sqlite3/lib/index.js'))};
    const other = new BetterSqlite3(${JSON.stringify(file)});
    other.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1');
    process.stdout.write('held');
    setTimeout(() => other.exec('COMMIT'), 200);
  `;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(other, 'exit');
  await once(other.stdout, 'data');
  const database = openSqlite({ file, clock: { now: Date.now } });
  await database.close();
  expect(await ended).toEqual([0, null]);
});

it('a table that was small when its rows were counted is planned for as one that may have grown', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  function planOf(raw: BetterSqlite3.Database): string {
    const twenty = Array.from({ length: 20 }, (_, index) => index).join(', ');
    const steps = raw.prepare(`EXPLAIN QUERY PLAN SELECT * FROM events WHERE seq IN (${twenty})`).all();
    return (steps as { detail: string }[]).map(({ detail }) => detail).join();
  }
  await openSqlite({ file, clock: { now: Date.now } }).close();
  const counting = new BetterSqlite3(file);
  counting.exec(`
    INSERT INTO actors (id, name, kind, created_at) VALUES ('actor', 'A', 'system', 0);
    INSERT INTO events (at, actor, action, subject) VALUES (0, 'actor', 'a', 's'), (1, 'actor', 'b', 's');
    ANALYZE;
  `);
  expect(planOf(counting)).toContain('SCAN');
  counting.close();
  const database = openSqlite({ file, clock: { now: Date.now } });
  const raw = new BetterSqlite3(file, { readonly: true });
  expect(planOf(raw)).toContain('SEARCH');
  raw.close();
  await database.close();
});
