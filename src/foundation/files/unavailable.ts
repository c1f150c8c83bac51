import { Problem, unavailable } from '../problem.ts';

/** The store fails now and may work again soon; `cause` is for the log. */
export function storeUnavailable(cause: unknown): Problem {
  const problem = unavailable('Pictures cannot be kept or read right now; try again in a moment.', 5);
  problem.cause = cause;
  return problem;
}

/** One file cannot be read or made, while others may: it is missing, shortened or altered. */
export class FileBroken extends Error {}

/** Whether an error is that of one file, not of the whole store. */
export function isOneFile(error: unknown): boolean {
  return error instanceof Problem && error.cause instanceof FileBroken;
}

/** Errors of a disk that is full, read-only, forbidden or broken: the file is not the reason. */
const diskFaults = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'],
]);

/** Turns an error of the disk into `unavailable`, which is worth another try; other errors stay. */
export function toUnavailable(error: unknown): unknown {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return diskFaults.has(code) ? storeUnavailable(error) : error;
}
