import { type Problem, unavailable } from '../problem.ts';

/** The store cannot do its part now, and may soon: `cause` is for the log. */
export function storeUnavailable(cause: unknown): Problem {
  const problem = unavailable('Pictures cannot be kept or read right now; try again in a moment.', 5);
  problem.cause = cause;
  return problem;
}

/** What a disk says when it is full, read-only, closed to us or broken: no file is to blame. */
const diskFaults = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'],
]);

/** What only the moment is to blame for as a problem that is worth another try; any other error as it is. */
export function toUnavailable(error: unknown): unknown {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return diskFaults.has(code) ? storeUnavailable(error) : error;
}
