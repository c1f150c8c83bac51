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

/** The code of what a server is refused that is older than the schema. */
export const newerSchema = 'newer-schema';

/** Where the certificate of the server is not trusted. */
const untrusted = ['CERT_', 'DEPTH_ZERO', 'SELF_SIGNED', 'UNABLE_TO_', 'ERR_TLS_', 'ERR_OSSL_'];

const gone = 'the database cannot be reached';
const troubles: [codes: string, cause: string][] = [
  ['08', gone],
  ['57P0', 'the database is starting, stopping or was restarted'],
  ['53100', 'the disk of the database is full'],
  ['53', 'the database has too many connections or too little memory'],
  ['58', 'the disk of the database fails'],
  [
    newerSchema,
    'a newer version of Dateline has changed its schema. Stop this server, and start that version',
  ],
  ['25006', 'the database is a standby, which only reads'],
  ['25P03', gone],
  ['28', 'the database refuses the user or the password'],
  ['3D000', 'the database is not there'],
  ...untrusted.map((code): [string, string] => [code, 'the certificate of the database is not trusted']),
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
    const found = isOfFile(error) ? unreadable : (codeOf(error) ?? messageOf(error));
    const [, meaning, advice] = meanings.find(([start]) => found.startsWith(start)) ?? [];
    if (meaning === undefined) throw error;
    throw new Error(`${meaning} (${messageOf(error)}). ${advice}. Nothing was changed.`, { cause: error });
  }
}

const unreadable = 'a file';
const connects = 'the server cannot be reached';
const startIt = 'Start it, or name another address';
const nameIts =
  'Name the file of the authority that signed it with sslrootcert=, and the server as its certificate does';

/** By the start of the code, or of the message where the driver gives no code. */
const meanings: [start: string, meaning: string, advice: string][] = [
  [unreadable, 'a file that the address names cannot be read', 'Name another, or let the server read it'],
  ['28', 'the server refuses the user or the password', 'Name others in the address'],
  ['SASL: ', 'the server wants a password', 'Name it in the address: postgres://user:password@…'],
  ['3D000', 'the server has no such database', "Create it, with ENCODING 'UTF8'"],
  ['42501', 'the user may not do that', 'Give them the right to create tables in it'],
  ['25006', 'it can only be read', 'Name the address of the primary'],
  ['53', 'the server has too many connections, or too little memory', 'Raise its limits, or stop a client'],
  ['57P0', 'the server is starting or stopping', 'Try again in a moment'],
  ['The server does not support SSL', 'the server has no TLS', 'Set it up there, or name sslmode=disable'],
  ...untrusted.map((code): [string, string, string] => [
    code,
    'the certificate of the server is not trusted',
    nameIts,
  ]),
  ...['08', 'ECONN', 'ETIMEDOUT', 'EHOST', 'ENET', 'ENOTFOUND', 'EAI', 'ENOENT', 'EACCES'].map(
    (code): [string, string, string] => [code, connects, startIt],
  ),
];

/** Certificates are files, and also a socket of this machine is named like one. */
function isOfFile(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'open';
}

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
  if (code === newerSchema)
    return unavailable(
      'This server only reads: a newer version is taking its place. Try again in a few seconds.',
      5,
    );
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
