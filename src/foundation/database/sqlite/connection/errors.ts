import { errorCode } from '../../../error-code.ts';
import { conflict, unavailable } from '../../../problem.ts';
import type { Trouble } from '../../write-refusals.ts';

/**
 * Why the database file refuses everybody, whatever was asked; undefined for errors that are the fault of one caller.
 * Each passes without a restart when its cause does, unless it is final.
 */
export function troubleIn(error: unknown): Trouble | undefined {
  const code = errorCode(error) ?? '';
  if (code === notDurableCode)
    return { cause: 'the disk failed to keep what was written', code, isFinal: true };
  for (const [start, cause] of troubles) if (code.startsWith(start)) return { cause, code };
  return undefined;
}

const troubles: [codes: string, cause: string][] = [
  ['SQLITE_BUSY', 'another process has locked the database'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_IOERR', 'the disk is full or fails'],
  ['SQLITE_READONLY_', 'the database file was moved, removed or made read-only'],
  ['SQLITE_CANTOPEN', 'a file of the database cannot be opened'],
];

/** SQLite's code for it. */
const notDurableCode = 'SQLITE_IOERR_FSYNC';

/** The error of a commit that everybody sees, and that the disk may not have. Nothing must be written behind it. */
export function notDurable(cause: unknown): Error {
  return Object.assign(new Error('What was committed could not be made durable.', { cause }), {
    code: notDurableCode,
  });
}

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
  const trouble = troubleIn(error);
  if (trouble === undefined) return error;
  if (trouble.isFinal)
    return unavailable(
      'The disk failed: it is not known whether this was saved. Look before you send it again.',
      30,
    );
  return unavailable(
    'The database cannot store anything right now: this was not saved. Try again in half a minute.',
    30,
  );
}
