import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type Fault, planted, root, whyStale } from './faults.ts';

const run = promisify(execFile);

/** What came of a planted fault. Only `noticed` is well; after `stale` and `broken` nothing is known. */
export type Outcome = { is: 'noticed' | 'survived' | 'stale' | 'broken'; because: string };

/** What vitest's JSON reporter writes, as far as it is read here. */
type Report = {
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};

/** Tests that take longer are stopped. */
const longestMs = 300_000;

const notCopied = new Set([
  ...['node_modules', '.git', 'data', 'coverage', 'dist'],
  'tests/long/generators/project/node_modules',
]);

/** Plants a fault in a copy of the working tree, and runs there the tests that must notice it. */
export async function play(fault: Fault): Promise<Outcome> {
  const stale = whyStale(fault);
  if (stale !== undefined) return { is: 'stale', because: stale };
  const folder = await mkdtemp(join(tmpdir(), 'dateline-fault-'));
  const tree = join(folder, 'tree');
  try {
    await cp(root, tree, { recursive: true, filter: (path) => !notCopied.has(relative(root, path)) });
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
    await writeFile(join(tree, fault.file), planted(fault));
    const [long = [], quick = []] = [true, false].map((isLong) =>
      fault.noticedBy.filter((test) => test.startsWith('tests/long/') === isLong),
    );
    const testResults = [
      ...(await resultsOf(quick, { folder, tree })),
      ...(await resultsOf(long, { folder, tree, config: 'vitest.long.config.ts' })),
    ];
    return judge(fault, { testResults });
  } catch (error) {
    return { is: 'broken', because: String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function resultsOf(
  tests: string[],
  { folder, tree, config = 'vitest.config.ts' }: { folder: string; tree: string; config?: string },
): Promise<Report['testResults']> {
  if (tests.length === 0) return [];
  const [report, temporary] = [join(folder, `${config}.json`), join(folder, 'tmp')];
  await mkdir(temporary, { recursive: true });
  const { PATH, HOME, SHARED_DIR = join(root, '../shared') } = process.env;
  // Nothing that the tests leave behind stays.
  const env = { PATH, HOME, SHARED_DIR, TMPDIR: temporary };
  const caches = ['--no-cache', '--no-fsModuleCache'];
  const reporting = ['--reporter=json', `--outputFile=${report}`];
  const options = ['run', '--config', config, ...caches, '--maxWorkers=1', ...reporting, ...tests];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  try {
    await run(process.execPath, [vitest, ...options], { cwd: tree, env, timeout: longestMs });
  } catch (error) {
    // It ends with 1 when a test has failed, which is what is hoped for.
    if ((error as { code?: unknown }).code !== 1) throw error;
  }
  return (JSON.parse(await readFile(report, 'utf8')) as Report).testResults;
}

/** A test must have failed in each of the files; one that could not even be loaded has noticed nothing. */
function judge({ noticedBy }: Fault, { testResults }: Report): Outcome {
  const noticed = noticedBy.map((file) => {
    const { assertionResults = [], message = 'it was not run' } =
      testResults.find(({ name }) => name.endsWith(`/${file}`)) ?? {};
    const failed = assertionResults.find(({ status }) => status === 'failed');
    return { file, message, isLoaded: assertionResults.length > 0, by: failed?.fullName };
  });
  const unloaded = noticed.find(({ isLoaded }) => !isLoaded);
  if (unloaded) return { is: 'broken', because: `${unloaded.file}: ${unloaded.message}` };
  const blind = noticed.filter(({ by }) => by === undefined).map(({ file }) => file);
  if (blind.length > 0) return { is: 'survived', because: `nothing failed in ${blind.join(', ')}` };
  return { is: 'noticed', because: noticed.map(({ file, by }) => `${file}: ${by}`).join('; ') };
}
