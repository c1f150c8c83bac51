import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);
/** A user's project: the generators, and programs that use what each makes. */
const project = resolve('tests/long/generators/project');

/** Whether the generators are installed: `npm ci --prefix tests/long/generators/project`. Without them their tests skip. */
export const hasGenerators = existsSync(join(project, 'node_modules'));

if (!hasGenerators)
  console.warn(
    'No generators here (npm ci --prefix tests/long/generators/project): their tests are skipped.',
  );

/** How each is told to generate from a contract, in a folder with the program of its name. */
const generators = {
  'openapi-typescript': (contract: string) => [
    'openapi-typescript',
    contract,
    '-o',
    'generated/dateline.d.ts',
  ],
  'hey-api': (contract: string) => ['openapi-ts', '-i', contract, '-o', 'generated'],
};

export type Generator = keyof typeof generators;

export const everyGenerator = Object.keys(generators) as Generator[];

/** A copy of the project with what a generator makes of a contract; gives its folder. */
export async function generate(generator: Generator, contract: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-generated-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  for (const file of [`${generator}.ts`, 'picture.ts'])
    await copyFile(join(project, file), join(folder, file));
  await mkdir(join(folder, 'generated'));
  await tool(folder, generators[generator](contract));
  return folder;
}

/** What the compiler has against the program in a folder, as a project with a bundler compiles it. */
export async function compile(folder: string, generator: Generator): Promise<string> {
  const flags = [
    '--strict',
    '--noEmit',
    '--skipLibCheck',
    '--target',
    'es2024',
    '--lib',
    'es2024,dom,dom.iterable',
  ];
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'];
  return tool(folder, ['tsc', '--ignoreConfig', ...flags, ...modules, `${generator}.ts`])
    .then(() => '')
    .catch((error: unknown) => (error as { stdout: string }).stdout);
}

/** What the program prints that talks to the server at `address` with a key. */
export async function play(
  folder: string,
  generator: Generator,
  [address, key]: [string, string],
): Promise<unknown> {
  const bundle = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--outfile=bundled.mjs',
    '--log-level=warning',
  ];
  await run(join(project, 'node_modules/.bin/esbuild'), [`${generator}.ts`, ...bundle], { cwd: folder });
  const { stdout } = await run(process.execPath, ['bundled.mjs', address, key], { cwd: folder });
  return JSON.parse(stdout);
}

/** Runs a tool of the project on the Node that runs the tests. */
async function tool(cwd: string, [name = '', ...args]: string[]): Promise<void> {
  await run(process.execPath, [join(project, 'node_modules/.bin', name), ...args], { cwd });
}
