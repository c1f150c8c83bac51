import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { makePrivate } from '../../../process/private-file.ts';

/**
 * Copies a database as it is now to a new file, also while others write to it. The copy is whole and durable when this
 * returns, or absent. It takes about a second per 200 MB, and stops the event loop meanwhile: a server does it in a
 * thread.
 */
export function copyDatabase(file: string, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    makePrivate(unfinished);
    connection.prepare('VACUUM INTO ?').run(unfinished);
    finish(unfinished, target);
  } finally {
    connection.close();
    rmSync(unfinished, { force: true });
  }
}

/** Gives a file that is whole its name, and makes both durable: SQLite leaves a copy to the memory of the system. */
export function finish(unfinished: string, target: string): void {
  sync(unfinished);
  renameSync(unfinished, target);
  sync(dirname(target));
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
