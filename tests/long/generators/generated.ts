import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);
/** A user's project: the generators, and a program for what each of them makes. */
const project = resolve('tests/long/generators/project');
const modules = join(project, 'node_modules');

/** Whether the generators are installed: `npm ci --prefix tests/long/generators/project`. Without them their tests skip. */
export const hasGenerators = existsSync(modules);

if (!hasGenerators)
  console.warn(
    'No generators here (npm ci --prefix tests/long/generators/project): their tests are skipped.',
  );

/** How each generates from the contract in its folder; the program that uses what it makes has its name. */
const generators = {
  'openapi-typescript': 'openapi-typescript openapi.yaml -o generated/dateline.d.ts',
  'hey-api': 'openapi-ts -i openapi.yaml -o generated',
  orval: 'orval --fail-on-warnings',
  'swagger-typescript-api': 'swagger-typescript-api generate -p ./openapi.yaml -o generated',
  oazapfts: 'oazapfts openapi.yaml generated/dateline.ts',
};
/** Of Postman: the examples instead of made up values, and what is optional is there but switched off. */
const collection =
  'openapi2postmanv2 -s openapi.yaml -o collection.json -O parametersResolution=Example,enableOptionalParameters=false';

export type Generator = keyof typeof generators;
export const everyGenerator = Object.keys(generators) as Generator[];

/** A copy of the project with what a generator makes of a contract; gives its folder. */
export async function generate(generator: Generator | 'collection', contract: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-generated-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(project, folder, { recursive: true, filter: (file) => file !== modules });
  await symlink(modules, join(folder, 'node_modules'));
  await copyFile(contract, join(folder, 'openapi.yaml'));
  await mkdir(join(folder, 'generated'));
  await tool(folder, generator === 'collection' ? collection : generators[generator]);
  return folder;
}

/** What the compiler has against the program in a folder, as a project with a bundler compiles it. */
export async function compile(folder: string, generator: Generator): Promise<string> {
  const flags = '--strict --noEmit --skipLibCheck --target es2024 --lib es2024,dom,dom.iterable --types node';
  const modules = '--ignoreConfig --module esnext --moduleResolution bundler';
  return tool(folder, `tsc ${flags} ${modules} ${generator}.ts`).then(
    () => '',
    (error: unknown) => (error as { stdout: string }).stdout,
  );
}

/** What the program prints that talks to the server at `address` with a key. */
export async function play(folder: string, generator: Generator, address: string, key: string) {
  const flags = ['--bundle', '--platform=node', '--format=esm', '--outfile=bundled.mjs'];
  await run(join(modules, '.bin/esbuild'), [`${generator}.ts`, ...flags], { cwd: folder });
  const { stdout } = await run(process.execPath, ['bundled.mjs', address, key], { cwd: folder });
  return JSON.parse(stdout) as unknown;
}

/** Runs a tool of the project on the Node that runs the tests. */
async function tool(cwd: string, command: string): Promise<void> {
  const [name = '', ...args] = command.split(' ');
  await run(process.execPath, [join(modules, '.bin', name), ...args], { cwd });
}
