import { Problem } from '../foundation/problem.ts';

/** Prints a line of the result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the command with that code, and says why. */
export function fail(error: unknown, exitCode = 2): void {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = exitCode;
}

export function inMb(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}

/** For a problem with a store its cause, which names the store. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof Problem ? error.cause : undefined;
  return cause instanceof Error ? cause.message : error.message;
}
