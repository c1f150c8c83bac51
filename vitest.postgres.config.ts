import { defineConfig, mergeConfig } from 'vitest/config';
import { programs, startServer } from './tests/support/postgres-server.ts';
import config from './vitest.config.ts';

// The tests of `npm test` on a real server: the one that TEST_DATABASE_URL names, or one that is started for them.
if (process.env.TEST_DATABASE_URL === undefined) {
  if (!programs)
    throw new Error('Install PostgreSQL (Debian: postgresql), or name a server with TEST_DATABASE_URL.');
  process.env.TEST_DATABASE_URL = (await startServer({ settings: { autovacuum: 'off' } })).url;
}

export default mergeConfig(config, defineConfig({ test: { testTimeout: 60_000 } }));
