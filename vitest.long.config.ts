import { defineConfig } from 'vitest/config';
import { asInProduction } from './vitest.config.ts';

/** What takes minutes or starts many processes: `npm run test:long`. */
export default defineConfig({
  test: {
    ...asInProduction,
    include: ['tests/long/**/*.test.ts'],
    globalSetup: ['tests/support/template.ts'],
    setupFiles: ['tests/support/seed.ts'],
    testTimeout: 300_000,
    fileParallelism: false,
  },
});
