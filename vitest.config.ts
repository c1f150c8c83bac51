import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // What takes minutes is `npm run test:long`.
    exclude: [...configDefaults.exclude, 'tests/long/**'],
    globalSetup: ['tests/support/template.ts'],
    testTimeout: 30_000,
    // No test changes a module: to load them all once for every file takes longer than most files.
    isolate: false,
    maxWorkers: '100%',
    // Each test opens a newsroom of its own, and leaves it to be collected.
    execArgv: ['--max-semi-space-size=64'],
  },
});
