import './bin/hooks.js';
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Node loads what is tested, through the hooks that production has: both run the same code. */
export const asInProduction = {
  experimental: { viteModuleRunner: false, nodeLoader: false },
  // What is waited for takes as long as a slow machine needs.
  expect: { poll: { timeout: 20_000 } },
  // Each test opens a newsroom of its own, and leaves it to be collected.
  execArgv: ['--max-semi-space-size=64', '--import', new URL('bin/hooks.js', import.meta.url).href],
};

/** Where newsrooms are made, none of which has to outlive the machine: in memory, where there is room, syncing costs nothing. */
function placeOfNewsrooms(): string {
  const memory = '/dev/shm';
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : tmpdir();
}

export default defineConfig({
  test: {
    ...asInProduction,
    env: { TMPDIR: placeOfNewsrooms() },
    include: ['tests/**/*.test.ts'],
    // What takes minutes or starts many processes is `npm run test:long`.
    exclude: [...configDefaults.exclude, 'tests/long/**'],
    globalSetup: ['tests/support/template.ts'],
    setupFiles: ['tests/support/seed.ts'],
    testTimeout: 30_000,
    // No test changes a module: to load them all once for every file takes longer than most files.
    isolate: false,
    maxWorkers: '100%',
  },
});
