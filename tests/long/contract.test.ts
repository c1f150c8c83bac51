import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lint } from './linters.ts';

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
    await writeFile(broken, yaml.replace(/^ +operationId: .*\n/m, '').replace('name: limit', 'name: cursor'));
    const [whole, planted] = await Promise.all(
      ['openapi.yaml', broken].map((file) => lint(command, [...options, file])),
    );
    const silent = expect.not.stringMatching(/warning/i);
    expect(whole).toEqual({ clean: true, said: silent, warned: silent });
    expect(planted!.clean).toBe(false);
  },
  60_000,
);
