import { configDefaults, defineConfig } from 'vitest/config';
import { asInProduction } from './vitest.config.ts';

/** What measures, what waits for a page only so long, and what writes where others read: `npm pack` builds the client. */
const alone = ['bench', 'browser/*', 'client', 'steady/alone', 'uploads'].map(
  (name) => `tests/long/${name}.test.ts`,
);

const common = {
  ...asInProduction,
  globalSetup: ['tests/support/template.ts', 'tests/support/bundle.ts'],
  setupFiles: ['tests/support/seed.ts'],
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

/** What takes minutes or starts many processes: `npm run test:long`. Two files at once, and then one after the other. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'together',
          include: ['tests/long/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'alone',
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
