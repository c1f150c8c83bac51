import { conflict, unavailable } from '../problem.ts';

/** Turns the driver's errors that a caller can act on into problems; other errors stay. */
export function asProblem(error: unknown): unknown {
  const code = codeOf(error);
  if (code?.startsWith('SQLITE_BUSY')) return unavailable('The database is busy. Try again in a moment.');
  if (code === 'SQLITE_FULL' || code?.startsWith('SQLITE_IOERR')) {
    return unavailable('The database cannot store anything right now.', 30);
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return conflict('Something else has the same id, slug or external id already.');
  }
  return error;
}

function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}
