import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);

it('migrations are played once when several processes start on the same new file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-race-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'dateline.db');
  const script = `
    import { openSqlite } from ${JSON.stringify(resolve('src/foundation/database/sqlite/sqlite.ts'))};
    await openSqlite({ file: ${JSON.stringify(file)}, clock: { now: () => 0 } }).close();
  `;
  await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, ['--input-type=module-typescript', '--eval', script])),
  );
  const raw = new BetterSqlite3(file);
  expect(raw.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()).toBe(
    readdirSync('migrations/sqlite').filter((name) => name.endsWith('.sql')).length,
  );
  raw.close();
});
