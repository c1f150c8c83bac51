import { execFileSync } from 'node:child_process';
import { closeSync, open, openSync, realpathSync } from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureSystem, system } from '../../../../src/access/system.ts';
import { systemClock } from '../../../../src/foundation/clock.ts';
import { openSqlite } from '../../../../src/foundation/database/sqlite/sqlite.ts';
import {
  asProblem,
  notDurable,
  troubleIn,
} from '../../../../src/foundation/database/sqlite/connection/errors.ts';

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function opened(file: string) {
  const database = openSqlite({ file, clock: systemClock });
  onTestFinished(() => database.close());
  return database;
}

describe('the log of a database', () => {
  it('is found beside the file that a link leads to', async () => {
    const folder = await givenFolder();
    const [link, file] = [join(folder, 'dateline.db'), join(folder, 'elsewhere.db')];
    await openSqlite({ file: link, clock: systemClock }).close();
    await rename(link, file);
    await symlink(file, link);
    const database = opened(link);
    await ensureSystem(database);
    expect(realpathSync(link)).toBe(realpathSync(file));
    expect(database.stats().walBytes).toBeGreaterThan(0);
  });

  it('is synced also while every thread of the pool hangs', async () => {
    const folder = await givenFolder();
    const database = opened(join(folder, 'dateline.db'));
    await ensureSystem(database);
    // Whoever opens a pipe waits for somebody at its other end: four threads do.
    const pipes = ['a', 'b', 'c', 'd'].map((name) => join(folder, name));
    execFileSync('mkfifo', pipes);
    const hanging = pipes.map((pipe) => promisify(open)(pipe, 'r'));
    await database.transact(system, async () => undefined);
    const ends = pipes.map((pipe) => openSync(pipe, 'r+'));
    for (const end of [...(await Promise.all(hanging)), ...ends]) closeSync(end);
  });

  it('that the disk did not keep says that nobody knows whether a write was saved, until a restart', () => {
    const error = notDurable(new Error('EIO'));
    expect(troubleIn(error)).toMatchObject({ isFinal: true });
    expect(asProblem(error)).toMatchObject({
      problem: 'unavailable',
      message: expect.stringContaining('not known'),
    });
  });
});
