import { errorCode } from '../../../error-code.ts';
import { conflict, unavailable } from '../../../problem.ts';
import type { Trouble } from '../../write-refusals.ts';

/**
 * Why the database file refuses everybody, whatever was asked; undefined for errors that are the fault of one caller.
 * Each passes without a restart when its cause does, unless it says otherwise.
 */
export function troubleIn(error: unknown): Trouble | undefined {
  const code = errorCode(error) ?? '';
  for (const [start, cause] of troubles) if (code.startsWith(start)) return { cause, code };
  return undefined;
}

const troubles: [codes: string, cause: string][] = [
  ['SQLITE_BUSY', 'another process has locked the database'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_IOERR_FSYNC', 'the disk failed to keep what it was given: restart Dateline when it is mended'],
  ['SQLITE_IOERR', 'the disk is full or fails'],
  ['SQLITE_READONLY_', 'the database file was moved, removed or made read-only'],
  ['SQLITE_CANTOPEN', 'a file of the database cannot be opened'],
];

/** Whether another process has the lock that was needed; it is worth another try. */
export function isBusy(error: unknown): boolean {
  return errorCode(error)?.startsWith('SQLITE_BUSY') ?? false;
}

/** Turns the driver's errors that a caller can act on into problems; other errors stay. */
export function asProblem(error: unknown): unknown {
  if (isBusy(error)) return unavailable('The database is busy. Try again in a moment.');
  const code = errorCode(error);
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return conflict('Something else has the same id, slug or external id already.');
  }
  if (troubleIn(error) === undefined) return error;
  return unavailable(
    'The database cannot store anything right now: this was not saved. Try again in half a minute.',
    30,
  );
}
