import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { groupCommits } from '../../../src/foundation/database/group-commit.ts';
import { takeTurns } from '../../../src/foundation/database/sqlite/connection/turns.ts';
import { writerOn } from '../../../src/foundation/database/sqlite/connection/writer.ts';

async function opened({ patienceMs = 20, sync = (): Promise<unknown> => Promise.resolve() } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-group-'));
  const file = join(folder, 'group.db');
  const said: string[] = [];
  const connection = new BetterSqlite3(file, { verbose: (sql) => said.push(String(sql)) });
  connection.pragma('journal_mode = WAL');
  connection.pragma('busy_timeout = 0');
  connection.exec('CREATE TABLE stories (name TEXT PRIMARY KEY) STRICT');
  connection.exec(`CREATE TRIGGER full_disk BEFORE INSERT ON stories WHEN new.name = 'too much'
    BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END`);
  onTestFinished(async () => {
    connection.close();
    await rm(folder, { recursive: true });
  });
  let ended = 0;
  const write = groupCommits(writerOn(connection, { sync, turns: takeTurns() }), {
    onEnd: () => (ended += 1),
    patienceMs,
  });
  return {
    file,
    ended: () => ended,
    commits: () => said.filter((sql) => sql === 'COMMIT').length,
    add: (name: string) => write(async () => connection.prepare('INSERT INTO stories VALUES (?)').run(name)),
    names: () => connection.prepare('SELECT name FROM stories ORDER BY name').pluck().all(),
    counts: write.counts,
    write,
  };
}

async function statesOf(works: Promise<unknown>[]) {
  return (await Promise.allSettled(works)).map(({ status }) => status);
}

describe('works that come in one turn of the event loop', () => {
  it('share one commit, and are answered when it is done', async () => {
    const { add, commits, ended, names } = await opened();
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await add(name);
        expect([commits(), ended()]).toEqual([1, 1]);
      }),
    );
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('are kept without the one that failed', async () => {
    const { add, names } = await opened();
    expect(await statesOf([add('a'), add('b'), add('a'), add('c')])).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('are all refused when what they share is taken back, and those that come later are not', async () => {
    const { add, names } = await opened();
    expect(await statesOf([add('a'), add('too much')])).toEqual(['rejected', 'rejected']);
    expect(await statesOf([add('b')])).toEqual(['fulfilled']);
    expect(names()).toEqual(['b']);
  });

  it('are all told that the file is busy', async () => {
    const { add, file, names } = await opened();
    const other = new BetterSqlite3(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await statesOf([add('a'), add('b')])).toEqual(['rejected', 'rejected']);
    other.exec('ROLLBACK');
    other.close();
    expect(await statesOf([add('c')])).toEqual(['fulfilled']);
    expect(names()).toEqual(['c']);
  });

  it('wait for the file outside SQLite, in order, while the event loop goes on', async () => {
    const { add, counts, file, names } = await opened({ patienceMs: 60_000 });
    const other = new BetterSqlite3(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const order: string[] = [];
    const adding = ['a', 'b'].map((name) => add(name).then(() => order.push(name)));
    // It is tried again and again, and this turn of the event loop comes all the same.
    while (counts.busyRetries < 3) await pause(1);
    adding.push(add('c').then(() => order.push('c')));
    other.exec('COMMIT');
    await Promise.all(adding);
    expect([order, names()]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(counts).toMatchObject({ writes: 3, commits: 1 });
  });

  it('let others at the file after fifty', async () => {
    const { add, commits, write } = await opened();
    await Promise.all(Array.from({ length: 120 }, (_, n) => add(`${n}`)));
    expect(commits()).toBeGreaterThanOrEqual(3);
    await write.drained();
  });
});

describe('what was committed', () => {
  it('is answered when the disk has it, and the event loop goes on meanwhile', async () => {
    const disk = Promise.withResolvers<undefined>();
    const { add, commits } = await opened({ sync: () => disk.promise });
    let answered = false;
    const adding = add('a').then(() => (answered = true));
    while (commits() === 0) await pause(1);
    await pause(1);
    expect(answered).toBe(false);
    disk.resolve(undefined);
    expect(await adding).toBe(true);
  });

  it('is refused when the disk fails to keep it, as is all that comes later', async () => {
    const { add, commits } = await opened({ sync: () => Promise.reject(new Error('The disk fails.')) });
    expect(await statesOf([add('a'), add('b')])).toEqual(['rejected', 'rejected']);
    await expect(add('c')).rejects.toThrow('The disk fails.');
    expect(commits()).toBe(1);
  });
});
