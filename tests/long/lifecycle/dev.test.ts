import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copyOfShipped } from '../../support/shipped.ts';

/** What `npm run dev` runs, in a copy of Dateline; gives all that it has said. */
async function startDev(folder: string): Promise<() => string> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { dev: string } };
  const [command, ...options] = scripts.dev.split(' ');
  expect(command).toBe('node');
  const env = { PATH: process.env['PATH'], PORT: '0', SEED: 'none', DATA_DIR: join(folder, 'data') };
  const child = spawn(process.execPath, options, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return () => said;
}

it('npm run dev starts again when code, seeds or migrations change, and after code that was broken', async () => {
  const folder = await copyOfShipped();
  const said = await startDev(folder);
  function starts(): number {
    return said().match(/serves at/g)?.length ?? 0;
  }
  async function startedAfter(change: () => Promise<void>): Promise<void> {
    const before = starts();
    await change();
    await expect.poll(starts, patience).toBeGreaterThan(before);
  }
  await expect.poll(starts, patience).toBe(1);
  for (const name of [
    'src/library/pictures/worker/process.ts',
    'seeds/kishida.ts',
    'migrations/sqlite/meta/_journal.json',
  ])
    await startedAfter(() => appendFile(join(folder, name), '\n'));
  const main = join(folder, 'src/main/main.ts');
  const whole = await readFile(main, 'utf8');
  await writeFile(main, 'const broken = ;');
  await expect.poll(said, patience).toContain('SyntaxError');
  await startedAfter(() => writeFile(main, whole));
});

const patience = { timeout: 60_000 };
