import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { connect, stopWaiting } from '../../../../../src/foundation/database/sqlite/connection/connection.ts';
import { keepLogShort } from '../../../../../src/foundation/database/sqlite/log/checkpoints.ts';
import { moveLog } from '../../../../../src/foundation/database/sqlite/log/move-log.ts';

/** A database with a connection that writes and one that moves its log. */
async function given() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-log-'));
  const file = join(folder, 'dateline.db');
  const [writer, mover, reader] = [connect(file), connect(file), new BetterSqlite3(file)];
  stopWaiting(mover);
  // Nobody else moves it.
  writer.pragma('wal_autocheckpoint = 0');
  writer.exec('CREATE TABLE texts (text BLOB) STRICT');
  onTestFinished(async () => {
    for (const one of [reader, mover, writer]) one.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    file,
    writer,
    mover,
    reader,
    write: (megabytes: number) => {
      const insert = writer.prepare('INSERT INTO texts VALUES (zeroblob(1000000))');
      for (let count = 0; count < megabytes; count += 1) insert.run();
    },
    move: () => moveLog(mover, file),
    pagesLeft: () => {
      const [{ log, checkpointed }] = mover.pragma('wal_checkpoint(NOOP)') as [
        { log: number; checkpointed: number },
      ];
      return log - checkpointed;
    },
    megabytes: () => Math.round(statSync(`${file}-wal`).size / 1_000_000),
  };
}

it('a short log is left alone', async () => {
  const { write, move, pagesLeft } = await given();
  write(1);
  const before = pagesLeft();
  move();
  expect(pagesLeft()).toBe(before);
});

it('a log of some megabytes is moved into the database, beside a reader and a writer that are at it', async () => {
  const { writer, reader, write, move, pagesLeft } = await given();
  write(6);
  reader.exec('BEGIN; SELECT count(*) FROM texts');
  writer.exec('BEGIN IMMEDIATE');
  move();
  expect(pagesLeft()).toBe(0);
  writer.exec('COMMIT');
});

it('a log that somebody still reads grows, and is made small again when that is over', async () => {
  const { reader, write, move, pagesLeft, megabytes } = await given();
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM texts').get();
  write(20);
  move();
  expect(pagesLeft()).toBeGreaterThan(1_000);
  expect(megabytes()).toBeGreaterThanOrEqual(20);
  reader.exec('COMMIT');
  move();
  expect([pagesLeft(), megabytes()]).toEqual([0, 0]);
});

it('a large log is not made small while somebody writes', async () => {
  const { writer, write, move, megabytes } = await given();
  write(20);
  writer.exec('BEGIN IMMEDIATE');
  move();
  expect(megabytes()).toBeGreaterThanOrEqual(20);
  writer.exec('COMMIT');
  move();
  expect(megabytes()).toBe(0);
});

it('a thread keeps the log short, until it is told to stop', async () => {
  const { file, write, pagesLeft } = await given();
  const failures: unknown[] = [];
  const stop = keepLogShort(file, (error) => failures.push(error));
  write(6);
  while (pagesLeft() > 0) await pause(20);
  await stop();
  expect(failures).toEqual([]);
});

it('a large log is not made small while what was committed meanwhile is not moved', async () => {
  const { mover, write, move, pagesLeft, megabytes } = await given();
  write(20);
  const pragma = mover.pragma.bind(mover);
  mover.pragma = (text: string) => {
    const answer = pragma(text);
    if (text === 'wal_checkpoint(PASSIVE)') write(1);
    return answer;
  };
  move();
  expect(pagesLeft()).toBeGreaterThan(0);
  expect(megabytes()).toBeGreaterThanOrEqual(20);
  mover.pragma = pragma;
  move();
  expect([pagesLeft(), megabytes()]).toEqual([0, 0]);
});
