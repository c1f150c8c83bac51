import { Problem } from '../foundation/problem.ts';

/** Prints a line of the result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** For `--help` prints how the command is used, and ends. */
export function helpWith(usage: string): void {
  if (!process.argv.includes('--help')) return;
  print(usage);
  process.exit();
}

/** Ends the command with 2, and says why. */
export function fail(error: unknown): void {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 2;
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
