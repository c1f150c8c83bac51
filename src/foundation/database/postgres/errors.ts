import { errorCode } from '../../error-code.ts';
import { conflict, invalidRequest, unavailable } from '../../problem.ts';
import type { Trouble } from '../write-refusals.ts';

/**
 * Why the database refuses everybody, whatever was asked; undefined for errors that are the fault of one caller. Each
 * passes without a restart when its cause does. Codes: PostgreSQL's appendix A, and those of the system.
 */
export function troubleIn(error: unknown): Trouble | undefined {
  const code = codeOf(error) ?? '';
  for (const [start, cause] of troubles) if (code.startsWith(start)) return { cause, code };
  return undefined;
}

const gone = 'the database cannot be reached';
const troubles: [codes: string, cause: string][] = [
  ['08', gone],
  ['57P0', 'the database is starting, stopping or was restarted'],
  ['53100', 'the disk of the database is full'],
  ['53', 'the database has too many connections or too little memory'],
  ['58', 'the disk of the database fails'],
  ['25006', 'the database is a standby, which only reads'],
  ['25P03', gone],
  ['ECONN', gone],
  ['EPIPE', gone],
  ['ETIMEDOUT', gone],
  ['EHOSTUNREACH', gone],
  ['ENETUNREACH', gone],
  ['ENOTFOUND', gone],
  ['EAI_AGAIN', gone],
  ['ENOENT', gone],
];

/** Whether others have kept a lock for too long; it is worth another try. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** Runs a step of the start; an error of the driver says what it means and what to do. */
export async function explained<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    for (const [code, sentence] of meanings)
      if (codeOf(error)?.startsWith(code))
        throw new Error(`${sentence.replace('%', messageOf(error))}. Nothing was changed.`, { cause: error });
    throw error;
  }
}

const meanings: [code: string, sentence: string][] = [
  ['28', 'the server refuses the user or the password (%). Name others in the address'],
  ['3D000', 'the server has no such database (%). Create it: CREATE DATABASE …'],
  ['42501', 'the user may not do that (%). Give them the right to create tables in it'],
  ...['08', 'ECONN', 'ETIMEDOUT', 'EHOST', 'ENET', 'ENOTFOUND', 'EAI', 'ENOENT', '57P0', '53'].map(
    (code): [string, string] => [code, 'the server cannot be reached (%). Start it, or name another address'],
  ),
];

/** Of a name with several addresses the system gives an error for each, and none of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

/** Turns the driver's errors that a caller can act on into problems; other errors stay. */
export function asProblem(error: unknown): unknown {
  const code = codeOf(error);
  // Also a statement that took too long, and two that wait for each other.
  if (isBusy(error) || code === '57014' || code === '40P01')
    return unavailable('The database is busy. Try again in a moment.');
  if (code === '23505') return conflict('Something else has the same id, slug or external id already.');
  // What was validated holds none; this is for what is looked up before.
  if (code === '22021')
    return invalidRequest([{ pointer: '', detail: 'A text must not hold U+0000, which cannot be stored.' }]);
  if (troubleIn(error) === undefined) return error;
  return unavailable('The database cannot be reached right now. Try again in a few seconds.', 5);
}

const connectionFailure = '08006';

/** The code of PostgreSQL or of the system that an error or its cause has; the driver gives a lost connection none. */
function codeOf(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code !== undefined) return code;
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (lost.test(cause.message)) return connectionFailure;
  return undefined;
}

// The driver gives these no code.
const lost =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded|timeout expired|Query read timeout)/;
