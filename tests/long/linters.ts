import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a linter of contracts prints, and whether it was content. */
export async function lint(
  command: string,
  options: string[],
): Promise<{ clean: boolean; said: string; warned: string }> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  try {
    const { stdout, stderr } = await run(join('node_modules', '.bin', command), options, { env });
    return { clean: true, said: stdout, warned: stderr };
  } catch (error) {
    return { clean: false, said: String((error as { stdout?: string }).stdout ?? error), warned: '' };
  }
}
