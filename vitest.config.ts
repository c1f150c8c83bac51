import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // What takes minutes is `npm run test:long`.
    exclude: [...configDefaults.exclude, 'tests/long/**'],
    globalSetup: ['tests/support/template.ts'],
    testTimeout: 30_000,
  },
});
