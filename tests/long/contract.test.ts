import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);

it.each([
  ['redocly', ['lint', '--format', 'stylish']],
  ['spectral', ['lint', '--fail-severity', 'hint', '--quiet']],
])(
  'openapi.yaml pleases %s, which finds a planted fault',
  async (command, options) => {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-lint-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const broken = join(folder, 'openapi.yaml');
    const yaml = await readFile('openapi.yaml', 'utf8');
    await writeFile(
      broken,
      yaml.replace(/^ {6}operationId: .*\n/m, '').replace('name: limit', 'name: cursor'),
    );
    const [whole, planted] = await Promise.all(
      ['openapi.yaml', broken].map((file) => lint(command, options, file)),
    );
    expect(whole).toEqual({ clean: true, said: expect.not.stringMatching(/warning/i) });
    expect(planted!.clean).toBe(false);
  },
  60_000,
);

async function lint(
  command: string,
  options: string[],
  file: string,
): Promise<{ clean: boolean; said: string }> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  try {
    const { stdout, stderr } = await run(join('node_modules', '.bin', command), [...options, file], { env });
    return { clean: true, said: stdout + stderr };
  } catch (error) {
    return { clean: false, said: String((error as { stdout?: string }).stdout) };
  }
}
