import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openNewsroom } from '../../src/main/newsroom.ts';
import { standingClock } from './clock.ts';
import { createDatabase, dropDatabase, onPostgres } from './postgres.ts';
import { settings } from './settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the seeded newsroom and of the empty one: `seeded.db`, `empty.db`, `media`. */
    templates: string;
    /** The addresses of the same two, where tests run on a server. */
    databases: { seeded?: string; empty?: string };
  }
}

/** Once per run: a seeded and an empty newsroom, which each test copies instead of making its own. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(project.config.env?.['TMPDIR'] ?? tmpdir(), 'dateline-templates-'));
  const clock = standingClock(settings.openedAt);
  const databases: { seeded?: string; empty?: string } = {};
  for (const [name, seed] of [
    ['empty', 'none'],
    // The last, since a new database beside pictures is refused.
    ['seeded', 'samples'],
  ] as const) {
    if (onPostgres) databases[name] = await createDatabase();
    const database = await openNewsroom({
      config: {
        databaseUrl: databases[name] ?? join(folder, `${name}.db`),
        mediaDir: join(folder, 'media'),
        seed,
        site: settings.site,
      },
      clock,
    });
    await database.close();
  }
  project.provide('templates', folder);
  project.provide('databases', databases);
  return async () => {
    await rm(folder, { recursive: true, force: true });
    for (const url of Object.values(databases)) await dropDatabase(url);
  };
}
