import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/foundation/database/sqlite.ts';

it('a new file that another process is about to make ready is waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  // It writes to a file that knows no write-ahead log yet: SQLite then refuses whoever turns to it, without waiting.
  const script = `
    import BetterSqlite3 from ${JSON.stringify(resolve('node_modules/better-sqlite3/lib/index.js'))};
    const other = new BetterSqlite3(${JSON.stringify(file)});
    other.exec('BEGIN IMMEDIATE; CREATE TABLE made (id TEXT)');
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
