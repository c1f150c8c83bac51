import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleApp } from '../foundation/http/sample-app.ts';
import { lint } from './linters.ts';

let folder: string;
beforeAll(async () => {
  const app = sampleApp();
  const yaml = (await app.inject('/openapi.yaml')).body;
  await app.close();
  folder = await mkdtemp(join(tmpdir(), 'contract-'));
  await writeFile(join(folder, 'openapi.yaml'), yaml);
  await writeFile(join(folder, 'broken.yaml'), yaml.replaceAll(/^ +operationId: .*\n/gm, ''));
  await writeFile(join(folder, '.spectral.yaml'), 'extends: ["spectral:oas"]\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** What a linter prints about a file, and whether it was content. */
async function look(
  command: 'redocly' | 'spectral',
  file: string,
): Promise<{ clean: boolean; said: string }> {
  const path = join(folder, file);
  const given = {
    redocly: ['lint', path, '--extends', 'recommended', '--format', 'json'],
    spectral: ['lint', path, '--ruleset', join(folder, '.spectral.yaml'), '--fail-severity', 'hint', '-q'],
  };
  const { clean, said } = await lint(command, given[command]);
  if (command === 'spectral' || !clean) return { clean, said };
  return { clean: JSON.parse(said).totals.warnings === 0, said };
}

it.each(['redocly', 'spectral'] as const)(
  'the contract of a sample pleases %s, which is shown to find faults',
  async (command) => {
    const [whole, broken] = [await look(command, 'openapi.yaml'), await look(command, 'broken.yaml')];
    expect(whole.said).toSatisfy(() => whole.clean);
    expect(broken.clean).toBe(false);
    expect(broken.said).toMatch(/operation-operationId|operationId/i);
  },
  60_000,
);
